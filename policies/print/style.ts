/** The style sheet of the printed handreiking. Contrast at least 7:1; colours only repeat what the titles already say. */
export const STYLE = `@page { size: A4; margin: 14mm 14mm 16mm; }
@page sheet { margin: 8mm 10mm; }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, "Liberation Sans", Arial, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.2rem 0 .3rem; }
p, ul, dl, table { margin: 0 0 .7rem; }
ul { padding-left: 1.2rem; }
a { color: #00407a; }
a:focus-visible { outline: 3px solid #00407a; outline-offset: 2px; }
.overslaan { position: absolute; left: -999rem; }
.overslaan:focus { position: static; }
dl > div { margin: 0 0 .2rem; }
dt { display: inline; font-weight: 700; }
dt::after { content: ": "; }
dd { display: inline; margin: 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: 700; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; overflow-wrap: anywhere; hyphens: auto; border-bottom: 1px solid #8a8a8a; padding: .25rem .5rem .25rem 0; font-weight: 400; }
thead th { font-weight: 700; overflow-wrap: normal; }
section { border-left: 5px solid #767676; padding-left: .8rem; margin: 1rem 0; break-inside: avoid; }
section > h2 { margin-top: 0; }
.give { border-color: #00407a; }
.get { border-color: #5b2a86; }
.may { border-color: #1b6b2f; }
.never { border-color: #9c1111; }
footer { border-top: 1px solid #8a8a8a; margin-top: 1rem; padding-top: .4rem; font-size: .85rem; }
code { font-family: ui-monospace, "Liberation Mono", monospace; overflow-wrap: anywhere; }
@media (max-width: 40rem) { th, td { font-size: .85rem; padding-right: .3rem; } }
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 10pt; line-height: 1.35; }
  .overslaan, footer a { display: none; }
  a { color: inherit; text-decoration: none; }
  .sheet { page: sheet; font-size: 7.4pt; line-height: 1.22; }
  .crowded { font-size: 6.3pt; line-height: 1.17; }
  .sheet h1 { font-size: 14pt; }
  .sheet h2 { font-size: 9pt; margin: 0 0 1pt; }
  .sheet main { columns: 2; column-gap: 6mm; }
  .sheet main > p { break-inside: avoid; }
  .sheet section { break-inside: auto; margin: 0 0 4pt; padding-left: 4pt; border-left-width: 3pt; }
  .sheet ul { padding-left: 8pt; margin: 0 0 2pt; }
  .sheet p { margin: 0 0 2pt; }
  .sheet footer { margin-top: 3pt; padding-top: 2pt; font-size: 6.5pt; }
}
@media (forced-colors: active) { section { border-left-color: CanvasText; } }
`;
