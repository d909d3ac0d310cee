// Package static owns the files a browser keeps: stylesheet, typeface, mark
// and the small script. Each is served under a name that carries a digest of
// its bytes, so that it may be kept for a year and never be stale. It refuses
// anything about a person.
package static

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

//go:embed files
var embedded embed.FS

// Prefix is where Handler expects to be mounted.
const Prefix = "/static/"

// A file is one embedded file with what its answer needs.
type file struct {
	body  []byte
	kind  string // media type
	named string // its name with the digest in it
}

// byName holds files by plain name, byPath by the name with the digest.
var byName, byPath = load()

func load() (map[string]file, map[string]file) {
	names, paths := map[string]file{}, map[string]file{}
	entries, err := fs.ReadDir(embedded, "files")
	if err != nil {
		panic("static: the embedded files cannot be read: " + err.Error())
	}
	typefaces := map[string]string{}
	for _, stylesheets := range []bool{false, true} { // a stylesheet names the typefaces, so it comes last
		for _, e := range entries {
			if (path.Ext(e.Name()) == ".css") != stylesheets {
				continue
			}
			body, err := embedded.ReadFile("files/" + e.Name())
			if err != nil {
				panic("static: " + err.Error())
			}
			if stylesheets {
				body = point(body, typefaces)
			}
			f := file{body: body, kind: kindOf(e.Name()), named: named(e.Name(), body)}
			names[e.Name()], paths[f.named] = f, f
			typefaces[e.Name()] = f.named
		}
	}
	return names, paths
}

// point makes a stylesheet's url(name) the name with the digest, beside it.
func point(css []byte, names map[string]string) []byte {
	for plain, hashed := range names {
		css = bytes.ReplaceAll(css, []byte("url("+plain+")"), []byte("url("+hashed+")"))
	}
	return css
}

func named(name string, body []byte) string {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
}

// kindOf answers from its own list first: a bare machine's MIME table is
// whatever its distribution put there.
func kindOf(name string) string {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml; charset=utf-8"
	case ".woff2":
		return "font/woff2"
	}
	return mime.TypeByExtension(path.Ext(name))
}

// Path is the address of the file called name, as in
// "/static/footbridge.1a2b3c4d5e6f.css". A name that is not there is a
// programming error and panics, so that a test finds it.
func Path(name string) string {
	f, ok := byName[name]
	if !ok {
		panic("static: no file called " + name)
	}
	return Prefix + f.named
}

// Handler serves every file under Prefix, to be kept for a year.
func Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, ok := byPath[strings.TrimPrefix(r.URL.Path, Prefix)]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", f.kind)
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
	})
}
