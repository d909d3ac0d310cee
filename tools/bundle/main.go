// Bundle turns the scripts of internal/web/client into the committed files that
// the program embeds. Run it from the top of the tree after changing a script:
//
//	go run -C tools ./bundle
package main

import (
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
	for _, f := range result.OutputFiles {
		fmt.Printf("footbridge.js: %d bytes\n", len(f.Contents))
	}
}
