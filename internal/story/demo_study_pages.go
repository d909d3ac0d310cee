package story

import "footbridge.org/footbridge/internal/workbook"

// writingIn tells what somebody in a study wrote in their workbook. Both arms
// have the same one, and nine of the closed study's wrote nothing.
func (t *telling) writingIn(p *Person, who subject) {
	for _, w := range studyLeaves[who.name] {
		t.on(who.joined-w.days, w.at, "write "+who.name+" "+w.where, func() { p.Writes(w.where, w.says.on(t.s.Today())) })
	}
}

// Answers, short enough for a table.
func wellWords(s string) Says { return Says{"well_words": workbook.Text(s)} }

func tools(alone, together workbook.List) Says {
	return Says{"tools": workbook.Columns{Left: alone, Right: together}}
}

func lifts(up, down workbook.List) Says {
	return Says{"lifts_drains": workbook.Columns{Left: up, Right: down}}
}

func signs(own workbook.List, ticks ...string) Says {
	return Says{"signs_own": own, "signs_ticks": workbook.Ticks(ticks)}
}

func knocks(what, then workbook.List) Says {
	return Says{"knocks": workbook.Columns{Left: what, Right: then}}
}

func dial(value int, words string) Says {
	return Says{"today": workbook.Dial{Given: true, Value: value}, "today_words": workbook.Text(words)}
}

// studyLeaves are by the names of who wrote them, in days after the allocation.
var studyLeaves = map[string][]leaf{
	"Abiola Fashanu": {{9, "19:10", "keeping-well/me-when-well", wellWords("Early, tidy, singing")},
		{41, "20:30", "ups-and-downs/first-signs", signs(workbook.List{"The post stays on the mat"}, "sleep", "care")}},
	"Agnieszka Wrońska": {{15, "21:40", "keeping-well/toolbox", tools(workbook.List{"Bake something with yeast"},
		workbook.List{"Mass on Sunday", "Ring Ola"})}},
	"Aidan O'Hanlon": {{6, "13:05", "ups-and-downs/how-today", dial(5, "Grand. Tired.")},
		{20, "13:10", "ups-and-downs/how-today", dial(6, "Went fishing. Caught nothing, which was the point.")}},
	"Alma Rosenthal": {{33, "10:15", "ups-and-downs/what-knocks-me", knocks(workbook.List{"The stairs being dark"},
		workbook.List{"Leave the landing light on and don't argue about it"})}},
	"Bronwen Maddocks": {{12, "18:20", "keeping-well/what-i-do", Says{"each_day": workbook.List{"Hens first, then me"},
		"each_week": workbook.List{"Market on Friday"}}}},
	"Dagny Sørensen": {{27, "22:05", "keeping-well/lifts-and-drains",
		lifts(workbook.List{"Cold air", "A list with everything crossed off"}, workbook.List{"Small talk before nine"})}},
	"Delroy Campbell": {{8, "16:45", "keeping-well/toolbox", tools(workbook.List{"Dominoes against myself"},
		workbook.List{"Dominoes against Errol"})}},
	"Eleni Papadaki": {{44, "09:20", "keeping-well/me-when-well", wellWords("Loud in three languages")}},
	"Faisal Choudhury": {{18, "23:15", "ups-and-downs/how-today",
		dial(3, "My head will not stop. Cricket on the radio, low, helped a bit.")}},
	"Gwen Tregear": {{5, "11:00", "keeping-well/me-when-well", wellWords("Nosy, and up a ladder")},
		{52, "11:30", "ups-and-downs/first-signs", signs(workbook.List{"I stop looking at the sea"}, "numb", "slow")}},
	"Imogen Stace": {{30, "20:55", "keeping-well/my-people",
		Says{"my_people": workbook.Contacts{{Name: "Hattie", Who: "for a walk and no advice"}}}}},
	"Jerzy Nowicki": {{22, "17:30", "ups-and-downs/what-knocks-me",
		knocks(workbook.List{"No overtime, so too many hours"}, workbook.List{"Garage, radio on, mend one thing"})}},
	"Kofi Asante": {{11, "07:15", "keeping-well/what-i-do",
		Says{"basics": workbook.Ticks{"faith", "moving", "people"}, "each_day": workbook.List{"Run before the news"}}}},

	"Adaeze Nwosu": {{10, "20:00", "keeping-well/me-when-well", wellWords("Quick, warm, a little bit vain")},
		{38, "20:40", "keeping-well/lifts-and-drains", lifts(workbook.List{"Plaits done, music up"},
			workbook.List{"Sitting in the car outside work"})}},
	"Barnaby Crouch": {{25, "15:25", "keeping-well/toolbox", tools(workbook.List{"Crossword, in pen"},
		workbook.List{"Skittles on Wednesday"})}},
	"Catalina Mureșan": {{14, "21:50", "ups-and-downs/first-signs", signs(workbook.List{"I clean what is clean"},
		"fast", "food")}},
	"Edith Barraclough": {{7, "10:40", "keeping-well/what-i-do",
		Says{"each_day": workbook.List{"Wireless, porridge, hair"},
			"now_and_then": workbook.List{"The bus to the sea and back"}}}, {60, "10:50", "ups-and-downs/how-today",
		dial(7, "Frost on the beans and I didn't mind.")}},
	"Farzana Begum": {{19, "14:10", "ups-and-downs/what-knocks-me",
		knocks(workbook.List{"Letters with a window in them"}, workbook.List{"Open them with Rukhsana, on Saturday"})}},
	"Ifeoma Uche": {{16, "22:20", "keeping-well/my-people",
		Says{"my_people": workbook.Contacts{{Name: "Sister Bea", Who: "from church, any hour"}}}}},
	"Jaspreet Bains": {{29, "19:35", "keeping-well/me-when-well", wellWords("Making plans for other people")}},
	"Keeley Drummond": {{4, "01:30", "ups-and-downs/how-today", dial(2, "Can't do nights. Put the big light on.")},
		{13, "12:45", "keeping-well/toolbox", tools(workbook.List{"Big light", "Toast"},
			workbook.List{"Nan's, with the dog"})}},
	"László Varga": {{21, "18:00", "keeping-well/lifts-and-drains", lifts(workbook.List{"Chess with the old men"},
		workbook.List{"Losing to the young ones"})}},
	"Nathaniel Bright": {{35, "16:15", "ups-and-downs/what-knocks-me", knocks(workbook.List{"Being asked what I do"},
		workbook.List{"Say: gardens"})}},
	"Olwen Parry": {{9, "09:45", "keeping-well/me-when-well", wellWords("Humming")}},
	"Ruqayyah Noor": {{26, "21:25", "ups-and-downs/first-signs",
		signs(workbook.List{"I cancel the second thing that day, then the first"}, "messages", "sleep")}},
	"Stanisław Bąk": {{17, "08:30", "keeping-well/what-i-do",
		Says{"each_week": workbook.List{"Allotment, both days if dry"}}}},

	"Aurora Whitcombe": {{12, "20:15", "keeping-well/me-when-well", wellWords("Painty, late, kind to cats")}},
	"Cerys Mathias": {{9, "19:50", "keeping-well/toolbox", tools(workbook.List{"Ten lengths, slow"},
		workbook.List{"Choir, even just to mouth it"})}},
}
