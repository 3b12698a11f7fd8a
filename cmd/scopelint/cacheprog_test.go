package main

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"log"
	"os"
	"path/filepath"
)

// cacheProgram is a GOCACHEPROG that keeps everything in the directory
// $SHARED, as a team's cache server would; see cmd/go/internal/cacheprog for
// the protocol.
func cacheProgram() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	out.Encode(map[string]any{"ID": 0, "KnownCommands": []string{"get", "put", "close"}})
	for {
		var request struct {
			ID                 int64
			Command            string
			ActionID, OutputID []byte
			BodySize           int64
		}
		if err := in.Decode(&request); err != nil {
			return // the go command is gone
		}
		entry := filepath.Join(os.Getenv("SHARED"), hex.EncodeToString(request.ActionID))
		answer := map[string]any{"ID": request.ID}
		switch request.Command {
		case "get":
			output, err := os.ReadFile(entry + ".id")
			info, err2 := os.Stat(entry)
			if err != nil || err2 != nil {
				answer["Miss"] = true
				break
			}
			answer["OutputID"], answer["Size"], answer["DiskPath"], answer["Time"] = output, info.Size(), entry, info.ModTime()
		case "put":
			body := ""
			if request.BodySize > 0 {
				if err := in.Decode(&body); err != nil {
					log.Fatal(err)
				}
			}
			data, err := base64.StdEncoding.DecodeString(body)
			if err != nil {
				log.Fatal(err)
			}
			if err := os.WriteFile(entry, data, 0o666); err != nil {
				log.Fatal(err)
			}
			if err := os.WriteFile(entry+".id", request.OutputID, 0o666); err != nil {
				log.Fatal(err)
			}
			answer["DiskPath"] = entry
		}
		out.Encode(answer)
	}
}
