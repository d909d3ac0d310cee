// Bundle turns the scripts of internal/web/client into the committed files that
// the program embeds. Run it from the top of the tree after changing a script:
//
//	go run -C tools ./bundle
package main

import (
	"crypto/sha256"
	"fmt"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

func main() {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{"../internal/web/client/page.ts"},
		Outfile:           "../internal/web/static/files/footbridge.js",
		Bundle:            true,
		MinifySyntax:      true,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		Format:            api.FormatIIFE,
		Target:            api.ES2020,
		Charset:           api.CharsetUTF8,
		Write:             true,
		LogLevel:          api.LogLevelWarning,
	})
	if len(result.Errors) > 0 {
		os.Exit(1)
	}
	if err := sum(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, f := range result.OutputFiles {
		fmt.Printf("footbridge.js: %d bytes\n", len(f.Contents))
	}
}

// sum writes down what the bundle was made from, so that a test can tell when
// the script has moved on.
func sum() error {
	source, err := os.ReadFile("../internal/web/client/page.ts")
	if err != nil {
		return err
	}
	return os.WriteFile("../internal/web/static/client.sum", fmt.Appendf(nil, "%x\n", sha256.Sum256(source)), 0o644)
}
