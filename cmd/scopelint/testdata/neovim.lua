-- Drives the language server from Neovim, and writes what it shows to $OUT.
local out = assert(io.open(os.getenv('OUT'), 'w'))
local function say(text) out:write(text, '\n') end

-- shown lists what a package says by itself; what the module says comes later.
local function shown()
  local lines = {}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    if d.code ~= 'unguarded-route' then table.insert(lines, string.format('%d:%d %s [%s]', d.lnum + 1, d.col + 1, d.message, tostring(d.code))) end
  end
  table.sort(lines)
  return table.concat(lines, '\n')
end

-- expect waits until a diagnostic is there, or gone.
local function expect(step, text, there)
  local ok = vim.wait(60000, function() return (shown():find(text, 1, true) ~= nil) == there end, 20)
  say(step .. ': ' .. (ok and 'ok' or 'timeout') .. '\n' .. shown())
end

local function at(line, text, plus)
  local content = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
  local col = assert(content:find(text, 1, true), text)
  return { line - 1, col - 1 + (plus or 0) }
end

local function ask(method, pos, more)
  local params = vim.tbl_extend('force', {
    textDocument = { uri = vim.uri_from_bufnr(0) }, position = { line = pos[1], character = pos[2] },
  }, more or {})
  local answers = assert(vim.lsp.buf_request_sync(0, method, params, 60000))
  for _, a in pairs(answers) do
    assert(not a.err, vim.inspect(a.err))
    return a.result
  end
end

local function run()
  vim.cmd('edit main.go')
  local id = assert(vim.lsp.start_client({ name = 'scopelint', cmd = { os.getenv('SCOPELINT'), 'lsp' }, root_dir = vim.fn.getcwd() }))
  assert(vim.lsp.buf_attach_client(0, id))
  expect('open', 'unknown scope "widget:raed"', true)
  local function routes() return #vim.tbl_filter(function(d) return d.code == 'unguarded-route' end, vim.diagnostic.get(0)) == 1 end
  say('routes: ' .. (vim.wait(60000, routes, 20) and 'ok' or 'timeout'))

  local p = at(5, 'widget:raed')
  vim.api.nvim_buf_set_text(0, p[1], p[2], p[1], p[2] + 11, { 'widget:creat' })
  expect('type', 'unknown scope "widget:creat"', true)

  p = at(5, 'widget:creat', 7)
  local labels = {}
  for _, item in ipairs(ask('textDocument/completion', { p[1], p[2] - 2 }).items) do table.insert(labels, item.label) end
  say('complete: ' .. table.concat(labels, ' '))

  local hover = ask('textDocument/hover', { p[1], at(5, 'widget:read', 3)[2] - 2 })
  say('hover: ' .. hover.contents.value:match('widget:read: [^\n]*'))

  local pos = { line = p[1], character = p[2] - 2 }
  for _, action in ipairs(ask('textDocument/codeAction', p, { range = { start = pos, ['end'] = pos }, context = { diagnostics = {} } })) do
    if action.title:find('^Replace') then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
  end
  vim.cmd('write')
  expect('fix and save', 'widget:creat"', false)

  local other = assert(io.open('main.go', 'w'))
  other:write('package main\n\nvar scopes = []string{"gadget:raed"}\n\nfunc main() {}\n')
  other:close()
  vim.cmd('edit!')
  expect('another branch', '3:24 unknown scope "gadget:raed"', true) -- not where the text of before ends
end

local ok, err = pcall(run)
if not ok then say('failed: ' .. tostring(err)) end
out:close()
vim.cmd('qa!')
