// A program that does what needs the runtime's tables and prints what came of
// it; the test runs it as the linker wrote it and stripped.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"
	"sync"
)

func main() {
	if len(os.Args) > 1 {
		crash(os.Args[1])
	}
	fmt.Println("recovered:", recovered(func() { var s []int; _ = s[len(os.Args)+3] }))
	fmt.Println("recovered:", recovered(func() { var m map[string]int; m["a"] = 1 }))
	fmt.Println("recovered:", recovered(func() { var p *tree; p.left = p }))
	fmt.Println("recovered:", recovered(func() { panic(errors.New("own")) }))
	fmt.Println("through a wrapper:", throughWrapper())
	fmt.Println("through an inlined wrapper:", throughInlined())
	fmt.Println("in a loop:", inLoop(100))
	fmt.Println("not by a helper:", recovered(notByHelper))
	fmt.Println("panic again:", recovered(panicAgain))
	fmt.Println("goexit:", goexit())
	fmt.Println("deep:", deep(200_000, [8]int{1}))
	fmt.Println("garbage:", garbage())
	fmt.Println("goroutines:", goroutines(200))
	fmt.Println("finalizers:", finalizers() > 0)
	fmt.Println("sorted:", sorted())
}

//go:noinline
func recovered(f func()) (what any) {
	defer func() { what = recover() }()
	f()
	return nil
}

type catcher interface{ catch() }

type byValue struct {
	a, b, c int
	what    *any
}

// catch has a value receiver: through an interface with a pointer it is called
// by a wrapper that the compiler makes.
func (c byValue) catch() {
	if r := recover(); r != nil {
		*c.what = r
	}
}

func throughWrapper() (what any) {
	func() {
		var c catcher = &byValue{what: &what}
		defer c.catch()
		panic("caught")
	}()
	return what
}

type outer struct{ *byHelper }

type byHelper struct{ what *any }

// catch is small enough to be inlined in its wrapper; recover is one call too
// deep, so the panic goes on.
func (h byHelper) catch() { h.help() }

//go:noinline
func (h byHelper) help() { *h.what = recover() }

func throughInlined() (what any) {
	var inner any = "nothing"
	what = recovered(func() {
		var c catcher = outer{&byHelper{&inner}}
		defer c.catch()
		panic("goes on")
	})
	return fmt.Sprint(what, ", ", inner)
}

func inLoop(n int) (sum int) {
	defer func() {
		recover()
		sum *= 2
	}()
	for i := range n {
		defer func() { sum += i }()
	}
	panic("after the loop")
}

func notByHelper() {
	defer func() { func() { recover() }() }()
	panic("too deep")
}

func panicAgain() {
	defer func() { panic(fmt.Sprint("second after ", recover())) }()
	panic("first")
}

func goexit() (out string) {
	done := make(chan string)
	go func() {
		defer func() { done <- fmt.Sprint("deferred, ", recover()) }()
		runtime.Goexit()
	}()
	return <-done
}

// deep lets the stack grow and shrink many times, with pointers into it.
func deep(n int, pad [8]int) int {
	p := &pad
	if n == 0 {
		runtime.GC()
		return p[0]
	}
	if n%50_000 == 0 {
		runtime.GC()
	}
	sum := deep(n-1, pad)
	return sum + p[0]
}

type tree struct {
	left, right *tree
	value       string
}

func grow(n int) *tree {
	if n == 0 {
		return nil
	}
	return &tree{grow(n - 1), grow(n - 1), strings.Repeat("x", n)}
}

func (t *tree) weight() int {
	if t == nil {
		return 0
	}
	return len(t.value) + t.left.weight() + t.right.weight()
}

// garbage makes much of it while it holds on to a little by pointers that are
// only in stacks.
func garbage() (sum int) {
	debug.SetGCPercent(10)
	kept := grow(12)
	for i := range 60 {
		t := grow(10)
		if i%10 == 0 {
			runtime.GC()
		}
		sum += t.weight()
	}
	return sum + kept.weight()
}

func goroutines(n int) (sum int) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			t := grow(6)
			runtime.Gosched()
			w := deep(i*10, [8]int{1}) + t.weight()
			mu.Lock()
			defer mu.Unlock()
			sum += w
		}()
	}
	wg.Wait()
	return sum
}

func finalizers() (count int) {
	var mu sync.Mutex
	for range 100 {
		runtime.SetFinalizer(grow(3), func(*tree) {
			mu.Lock()
			defer mu.Unlock()
			count++
		})
	}
	for range 5 {
		runtime.GC()
		runtime.Gosched()
	}
	mu.Lock()
	defer mu.Unlock()
	return count
}

func sorted() string {
	words := strings.Fields("the quick brown fox jumps over the lazy dog")
	sort.Slice(words, func(i, j int) bool { return words[i] < words[j] })
	return strings.Join(words, " ")
}

//go:noinline
func crash(how string) {
	switch how {
	case "panic":
		panic("the end")
	case "nil":
		var p *tree
		p.weight2()
	case "deadlock":
		select {}
	case "goroutine":
		go crash("panic")
		select {}
	}
}

//go:noinline
func (t *tree) weight2() { t.value = "a" }
