package near

// Within is for tests.
var Within = distance
