//go:build !js

package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"time"
)

// main reads requests, writes them as often as its argument says and prints how
// many nanoseconds that took.
func main() {
	took, err := run(os.Stdin, os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
	fmt.Println(took.Nanoseconds())
}

func run(in io.Reader, args []string) (time.Duration, error) {
	if len(args) != 1 {
		return 0, fmt.Errorf("one argument is wanted: how often")
	}
	times, err := strconv.Atoi(args[0])
	if err != nil {
		return 0, err
	}
	requests, err := io.ReadAll(in)
	if err != nil {
		return 0, err
	}
	write, err := writer(requests)
	if err != nil {
		return 0, err
	}
	if _, err := write(500); err != nil { // the heap has its size then, as the others have
		return 0, err
	}
	start := time.Now()
	_, err = write(times)
	return time.Since(start), err
}
