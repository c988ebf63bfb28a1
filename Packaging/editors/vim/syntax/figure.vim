" Sketches of figures; see docs/sketches.md.
if exists("b:current_syntax")
  finish
endif
syntax match figureWords /^\s*\(title\|caption\|alt\|step\|panel\|xlabel\|ylabel\|language\)\s*:.*$/ contains=figureKey,figureMath
syntax match figureKey /^\s*\a\+\s*:/ contained
syntax match figureMath /\$[^$]*\$/ contained
syntax match figureVerb /^\s*\(levels\|implicit\|region\|flow\|descend\|critical\|field\|curve\|points\|point\|line\|band\|bars\|histogram\|density\|errors\|boxes\|stems\|quartiles\|heat\|surface\|arrow\|label\|node\|layer\|edge\|connect\|show\|hide\|recolour\|relabel\|parameter\|data\|plane\|axes\|arrange\|each\|check\)\>/
syntax keyword figureLink at from to over in by step steps momentum nesterov adam mirror batch noise seed bins view all matching within equal log symlog where and shared row column grid count
syntax keyword figureColour red blue orange purple teal grey ink series
syntax keyword figureOption thick thin dashed dotted fill dots cross arrow numbers stepped stacked horizontal left right above below
syntax match figureNumber /\<\d\+\(\.\d\+\)\?\([eE][-+]\?\d\+\)\?/
syntax region figureString start=/"/ end=/"/ oneline contains=figureMath
syntax match figureComment /#.*$/
highlight default link figureKey Keyword
highlight default link figureVerb Statement
highlight default link figureLink Keyword
highlight default link figureColour Constant
highlight default link figureOption Type
highlight default link figureNumber Number
highlight default link figureString String
highlight default link figureMath Special
highlight default link figureComment Comment
let b:current_syntax = "figure"
