// Package bench measures; nothing ships from it and nothing fails by being slow.
package bench
