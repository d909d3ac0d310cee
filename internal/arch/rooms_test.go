package arch

import (
	"fmt"
	"slices"
	"strings"
)

// A room is a folder with its ring. It may import every room of a ring further
// in, but those in not; and of its own ring those in beside, and no others.
type room struct {
	path   string
	ring   int
	beside []string
	not    []string
}

// rooms is the import rule (design, section 2): 0 ← 1 ← 2 ← 3 ← 4 ← story ← cmd.
// A folder belongs to the room with the longest path that it lies in.
var rooms = []room{
	{"internal/fault", 0, nil, nil},
	{"internal/clean", 0, nil, nil},
	{"internal/id", 0, []string{"internal/fault"}, nil},
	{"internal/say", 0, []string{"internal/fault"}, nil},

	{"content", 0, nil, nil}, // data, embedded

	// A programme (docs/adr/0010): each of these stands on those above it.
	{"internal/programme", 1, nil, nil},
	{"internal/ledger", 1, nil, nil},
	{"internal/pathway", 1, basics, nil},
	{"internal/life", 1, basics, nil},
	{"internal/course", 1, append([]string{"internal/pathway", "internal/life"}, basics...), nil},
	{"internal/outcome", 1, append([]string{"internal/course", "internal/pathway", "internal/life"}, basics...), nil},
	// Beside it: on the basics, and on what each is about.
	{"internal/workbook", 1, basics, nil},
	{"internal/workforce", 1, append([]string{"internal/course", "internal/pathway"}, basics...), nil},
	{"internal/trial", 1, append([]string{"internal/outcome"}, basics...), nil},
	{"internal/measure", 1, basics, nil},
	{"internal/stats", 1, basics, nil},
	{"internal/safety", 1, basics, nil},
	{"internal/identity", 1, basics, nil},
	{"internal/audit", 1, basics, nil},
	{"internal/chart", 1, basics, nil},

	{"internal/config", 2, []string{"internal/crypt"}, nil},
	{"internal/crypt", 2, nil, nil},
	{"internal/backup", 2, []string{"internal/crypt"}, nil},
	{"internal/authz", 2, nil, nil},
	{"internal/content", 2, nil, nil},
	{"internal/store/instant", 2, nil, nil},
	{"internal/store/rows", 2, []string{"internal/store/instant"}, nil},
	{"internal/store/connect", 2, nil, nil},
	{"internal/store/storetest", 2, []string{"internal/store/connect"}, nil},
	{"internal/store", 2, []string{"internal/authz", "internal/content", "internal/crypt", "internal/jobs",
		"internal/store/instant", "internal/store/connect", "internal/store/rows"}, nil},
	{"internal/jobs", 2, nil, nil},
	{"internal/notify", 2, nil, nil},
	{"internal/report", 2, []string{"internal/authz", "internal/store"}, nil},

	{"internal/app/kernel", 3, nil, nil},                                         // alone holds the database
	{"internal/app/post", 3, kernel, store},                                      // sends what the areas declare
	{"internal/app", 3, append([]string{"internal/app/post"}, kernel...), store}, // its areas never import each other

	{"internal/web/ui", 4, []string{"internal/web/templates", "internal/web/static"}, store},
	{"internal/web/route", 4, []string{"internal/web/ui"}, store}, // what a handler is
	{"internal/web/form", 4, ui, store},                           // from what was sent to a use case
	{"internal/web/templates", 4, nil, store},
	{"internal/web/static", 4, nil, store},
	{"internal/web/client", 4, nil, store},
	{"internal/web/person", 4, ui, store},   // words and addresses that several areas show
	{"internal/web/life", 4, person, store}, // an area shows a line of those before it
	{"internal/web/course", 4, append([]string{"internal/web/life"}, person...), store},
	{"internal/web/pathway", 4, append([]string{"internal/web/life", "internal/web/course"}, person...), store},
	{"internal/web/workbook", 4, person, store},
	{"internal/web/people", 4, person, store},
	{"internal/web/study", 4, person, store},
	{"internal/web/outcome", 4, person, store},
	{"internal/web/admin", 4, person, store},
	{"internal/web", 4, []string{"internal/web"}, store}, // routes.go knows every area
	{"internal/interop", 4, []string{"internal/interop"}, store},

	{"internal/story", 5, nil, store}, // told through app, as people would live it
	{"cmd", 6, nil, store},
	{"internal/app/apptest", 7, nil, nil}, // for tests of use cases
	{"internal/web/webtest", 7, nil, nil}, // for tests of pages: told by a story, counts queries
	{"e2e", 7, []string{"e2e"}, store},    // scenarios ask the story what is held
	{"internal/arch", 7, nil, nil},        // reads the tree
}

var (
	basics = []string{"internal/programme", "internal/ledger"}
	kernel = []string{"internal/app/kernel"}
	ui     = []string{"internal/web/ui", "internal/web/route", "internal/web/form", "internal/web/static",
		"internal/web/templates"}
	person = append([]string{"internal/web/person"}, ui...)
	store  = []string{"internal/store", "internal/store/rows", "internal/store/instant"}
)

// separate are modules of their own, which import what they like of each other.
var separate = []string{"tools", "bench"}

const module = "footbridge.org/footbridge/"

// roomOf finds the room that dir lies in. Two areas of app are two rooms, even
// with one row.
func roomOf(dir string) (r room, area string, ok bool) {
	for _, x := range rooms {
		if under(dir, x.path) && len(x.path) > len(r.path) {
			r, ok = x, true
		}
	}
	area = r.path
	if rest, found := strings.CutPrefix(dir, "internal/app/"); found {
		area = "internal/app/" + strings.Split(rest, "/")[0]
	}
	return r, area, ok
}

// imports outward, sideways or from where it is refused.
func ringRule(files []file) (broken []string) {
	for _, f := range files {
		if !f.isGo() || f.isTest() || slices.ContainsFunc(separate, func(s string) bool { return under(f.path, s) }) {
			continue
		}
		from, area, ok := roomOf(f.dir())
		if !ok {
			broken = append(broken,
				fmt.Sprintf("%s is in no room: give %s a row in internal/arch/rooms_test.go", f.path, f.dir()))
			continue
		}
		for _, imported := range f.imports() {
			dir, inside := strings.CutPrefix(imported, module)
			if !inside {
				continue
			}
			to, itsArea, ok := roomOf(dir)
			switch {
			case !ok:
				broken = append(broken, fmt.Sprintf("%s imports %s, which is in no room", f.path, dir))
			case area == itsArea: // at home
			case slices.Contains(from.not, to.path):
				broken = append(broken, fmt.Sprintf("%s (%s) may not import %s: only app/kernel holds the database",
					f.path, from.path, dir))
			case to.ring < from.ring:
			case to.ring == from.ring && slices.ContainsFunc(from.beside, func(b string) bool { return under(dir, b) }):
			default:
				broken = append(broken, fmt.Sprintf("%s (ring %d) may not import %s (ring %d)", f.path, from.ring, dir, to.ring))
			}
		}
	}
	return broken
}

// outside is what the inner rings may not reach for.
var outside = []string{"net/http", "net", "database/sql", "database/sql/driver", "os", "os/exec", "syscall"}

// pure rooms take their input as arguments.
func pureRule(files []file) (broken []string) {
	for _, f := range files {
		from, _, ok := roomOf(f.dir())
		if !ok || from.ring > 1 || f.isTest() {
			continue
		}
		for _, p := range f.imports() {
			if slices.Contains(outside, p) {
				broken = append(broken, fmt.Sprintf("%s imports %s: ring %d is pure", f.path, p, from.ring))
			}
		}
	}
	return broken
}

// ciphers are packages that turn plaintext into ciphertext and back.
var ciphers = []string{
	"crypto/aes", "crypto/cipher", "crypto/des", "crypto/rc4", "crypto/rsa", "crypto/ecdh", "crypto/hpke",
	"crypto/mlkem", "golang.org/x/crypto", "github.com/tink-crypto", "filippo.io/age",
}

// one room of the program holds the ciphers, so that one room is read when they change.
func cipherRule(files []file) (broken []string) {
	for _, f := range files {
		apart := slices.ContainsFunc(separate, func(module string) bool { return under(f.path, module) })
		if apart || under(f.path, "internal/crypt") || f.isTest() {
			continue
		}
		for _, p := range f.imports() {
			if slices.ContainsFunc(ciphers, func(c string) bool { return under(p, c) }) {
				broken = append(broken, fmt.Sprintf("%s imports %s: only internal/crypt holds ciphers", f.path, p))
			}
		}
	}
	return broken
}

// refused are packages of what the program doesn't do, each with the reason.
var refused = map[string]string{
	"os/exec":     "the program starts no other: nothing that somebody typed can become a command",
	"plugin":      "the program loads no code",
	"unsafe":      "the compiler looks after memory",
	"crypto/md5":  "it is broken: use crypto/sha256",
	"crypto/sha1": "it is broken: use crypto/sha256",
}

// notTheProgram are the rooms that are not in what people run, beside separate.
var notTheProgram = []string{"internal/store/storetest", "e2e"}

// what the program doesn't do, it can't be made to do.
func refusedRule(files []file) (broken []string) {
	for _, f := range files {
		in := func(dir string) bool { return under(f.path, dir) }
		if f.isTest() || slices.ContainsFunc(slices.Concat(notTheProgram, separate), in) {
			continue
		}
		for _, p := range f.imports() {
			if why := refused[p]; why != "" {
				broken = append(broken, fmt.Sprintf("%s imports %s: %s", f.path, p, why))
			}
		}
	}
	return broken
}
