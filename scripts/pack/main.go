// Pack makes the extension's package: exactly the files that ship, sorted, with
// one fixed time, so that the same source gives the same bytes.
//
//	pack -from extension -out build/storekey-0.1.0.zip
//	pack -unzip build/storekey-0.1.0.zip -out DIR
//	pack -sum FILE
package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	from := flag.String("from", "extension", "folder of the extension")
	out := flag.String("out", "", "zip to write, or folder to unpack into")
	unzip := flag.String("unzip", "", "zip to unpack, instead of making one")
	sum := flag.String("sum", "", "print the SHA-256 of this file, and nothing else")
	flag.Parse()
	if err := run(*from, *out, *unzip, *sum); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(from, out, unzip, sum string) error {
	switch {
	case sum != "":
		return printSum(sum)
	case out == "":
		return errors.New("-out is needed")
	case unzip != "":
		return Unzip(out, unzip)
	}
	return write(out, from)
}

func write(out, from string) error {
	data, err := Zip(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	return os.WriteFile(out, data, 0o644)
}

func printSum(name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	fmt.Printf("%x\n", sha256.Sum256(data))
	return nil
}
