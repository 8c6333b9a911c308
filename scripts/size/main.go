// Size checks what the browser has to load against fixed limits and names what
// made a program grow: packages that must not be linked, and the two patterns
// that stop the linker from pruning.
//
//	size -zip build/storekey-0.1.0.zip
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

// MB is what browsers and shops print: 10^6 bytes.
const MB = 1_000_000

// Program is one WebAssembly program with its limits in bytes.
type Program struct {
	Name, Package string
	Raw, Gzip     int
	// Denied packages must not be among its dependencies.
	Denied []string
}

var programs = []Program{
	{Name: "background", Package: "./wasm/background", Raw: 8.2 * MB, Gzip: 2.2 * MB, Denied: denied},
	{Name: "popup", Package: "./wasm/popup", Raw: 4.5 * MB, Gzip: 1.05 * MB, Denied: append([]string{"net/http"}, denied...)},
}

const zipLimit = 3.3 * MB

func main() {
	zip := flag.String("zip", "", "the package")
	folder := flag.String("extension", "extension", "folder with the built programs")
	flag.Parse()

	gates := &Gates{out: os.Stdout}
	for _, p := range programs {
		measure(gates, p, filepath.Join(*folder, p.Name+".wasm"))
		inspect(gates, p)
	}
	if info, err := os.Stat(*zip); err != nil {
		gates.Fail("package", err.Error())
	} else {
		gates.AtMost("package, zip", int(info.Size()), zipLimit)
	}
	if err := gates.Record("build/results/size"); err != nil {
		gates.Fail("results", err.Error())
	}
	if gates.failed > 0 {
		fmt.Printf("size: %d limits are exceeded\n", gates.failed)
		os.Exit(1)
	}
}

// measure checks the sizes of one built program.
func measure(gates *Gates, p Program, file string) {
	info, err := os.Stat(file)
	if err != nil {
		gates.Fail(p.Name, err.Error())
		return
	}
	gates.AtMost(p.Name+", raw", int(info.Size()), p.Raw)
	small, err := gzipped(file)
	if err != nil {
		gates.Fail(p.Name, err.Error())
		return
	}
	gates.AtMost(p.Name+", gzip", small, p.Gzip)
}
