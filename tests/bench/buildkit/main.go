// How long BuildKit's own packages take to parse and check Dockerfiles, in one process and goroutine.
//
//	buildkit ROUNDS FILE-WITH-PATHS
//
// A line a round: the seconds of processor time for parser and instructions, and for the whole of
// `docker build --check`. No registry is asked: every image has the same empty configuration.
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/moby/buildkit/client/llb"
	"github.com/moby/buildkit/client/llb/sourceresolver"
	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/linter"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/opencontainers/go-digest"
)

type offline struct{}

func (offline) ResolveImageConfig(_ context.Context, ref string, _ sourceresolver.Opt) (string, digest.Digest, []byte, error) {
	return ref, "", []byte(`{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers"}}`), nil
}

var warnings, panics int

func parse(text []byte) {
	result, err := parser.Parse(bytes.NewReader(text))
	if err == nil {
		_, _, _ = instructions.Parse(result.AST, linter.New(&linter.Config{}))
	}
}

func check(text []byte) {
	options := dockerfile2llb.ConvertOpt{
		MetaResolver: offline{},
		SourceMap:    &llb.SourceMap{Definition: &llb.Definition{}, Filename: "Dockerfile", Data: text},
	}
	results, _ := dockerfile2llb.DockerfileLint(context.Background(), text, options)
	warnings += len(results.Warnings)
}

func used() float64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

func round(texts [][]byte, one func([]byte)) float64 {
	runtime.GC()
	start := used()
	for _, text := range texts {
		guarded(text, one)
	}
	return used() - start
}

// A file on which BuildKit panics counts with the time until then.
func guarded(text []byte, one func([]byte)) {
	defer func() {
		if recover() != nil {
			panics++
		}
	}()
	one(text)
}

func main() {
	runtime.GOMAXPROCS(1)
	rounds, _ := strconv.Atoi(os.Args[1])
	list, err := os.ReadFile(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	var texts [][]byte
	for _, path := range strings.Fields(string(list)) {
		if text, err := os.ReadFile(path); err == nil {
			texts = append(texts, text)
		}
	}
	for i := 0; i < rounds; i++ {
		warnings, panics = 0, 0
		fmt.Printf("%.6f %.6f\n", round(texts, parse), round(texts, check))
	}
	fmt.Fprintf(os.Stderr, "%d files, %d warnings, %d panics\n", len(texts), warnings, panics)
}
