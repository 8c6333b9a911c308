package fetch

import "context"

// Speaks reports whether anything answers at a web address, whatever it says:
// fetch tells no more of another origin than that. To the plain http of a port
// that speaks TLS web servers answer 400, which tells a certificate that the
// browser refuses from a host that is not there. Nothing but the host goes out.
func (d *Worker) Speaks(ctx context.Context, url string) bool {
	watch := newWatch(ctx, d.silence)
	defer watch.end()
	options := defaults("GET")
	options["mode"] = "no-cors"
	options["redirect"] = "follow" // no-cors knows nothing else
	_, err := start(watch, url, options)
	watch.abort() // of the body
	return err == nil
}
