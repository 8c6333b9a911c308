package main

import "syscall/js"

// main gives Node a function that takes requests and returns one that writes
// them so many times; either says what is wrong in words.
func main() {
	js.Global().Set("renderCurl", js.FuncOf(func(_ js.Value, args []js.Value) any {
		write, err := writer([]byte(args[0].String()))
		if err != nil {
			return err.Error()
		}
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			length, err := write(args[0].Int())
			if err != nil {
				return err.Error()
			}
			return length
		})
	}))
	select {}
}
