package main

import "encoding/binary"

// reader reads the numbers of WebAssembly and of Go's tables. After it ran over
// the end it has failed, and everything it returns is zero.
type reader struct {
	data   []byte
	at     int
	failed bool
}

func (r *reader) done() bool { return r.failed || r.at == len(r.data) }

func (r *reader) byte() byte {
	if b := r.bytes(1); b != nil {
		return b[0]
	}
	return 0
}

func (r *reader) bytes(n int) []byte {
	if r.failed || n < 0 || n > len(r.data)-r.at {
		r.failed = true
		return nil
	}
	r.at += n
	return r.data[r.at-n : r.at : r.at]
}

// uint reads an unsigned LEB128, which is also Go's varint.
func (r *reader) uint() uint64 {
	if !r.failed {
		if n, size := binary.Uvarint(r.data[r.at:]); size > 0 {
			r.at += size
			return n
		}
	}
	r.failed = true
	return 0
}

// int reads a signed LEB128 of 32 bits.
func (r *reader) int() int32 {
	var n int64
	for shift := 0; shift < 35; shift += 7 {
		b := r.byte()
		n |= int64(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 {
				n |= -1 << (shift + 7)
			}
			return int32(n)
		}
	}
	r.failed = true
	return 0
}

func appendUint(out []byte, n uint64) []byte { return binary.AppendUvarint(out, n) }

func appendInt(out []byte, n int32) []byte {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
