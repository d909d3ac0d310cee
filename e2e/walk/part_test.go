package walk

import (
	"maps"
	"testing"
)

func TestPagesThatDifferInTheirWordsHaveTheSameParts(t *testing.T) {
	one := Page{Body: `<main><a class="x" href="/a">Ash</a><p>Yes &amp; no<br>so</p><input type=radio id=a checked></main>`}
	same := []string{
		`<main><a class="x" href="/b">Sam</a><a class="x" href="/c">Kit</a><p>No<br>not</p><input id=b type=radio checked></main>`,
	}
	other := []string{
		`<main><a class="y" href="/a">Ash</a><p>Yes<br>so</p><input type=radio id=a checked></main>`,
		`<main><a class="x" href="/a"></a><p>Yes<br>so</p><input type=radio id=a checked></main>`,
		`<main><p><a class="x" href="/a">Ash</a>Yes<br>so</p><input type=radio id=a checked></main>`,
		`<main><a class="x" href="/a">Ash</a><p>Yes<br>so</p><input type=radio id=a></main>`,
		`<main><a class="x" href="/a">Ash</a><p>Yes<br>so</p><input type=radio id="" checked></main>`,
	}
	for _, body := range same {
		if !maps.Equal(one.Parts(), Page{Body: body}.Parts()) {
			t.Errorf("%s has other parts: %v", body, Page{Body: body}.Parts())
		}
	}
	for _, body := range other {
		if maps.Equal(one.Parts(), Page{Body: body}.Parts()) {
			t.Errorf("%s has the same parts", body)
		}
	}
}
