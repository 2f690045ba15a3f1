/** The style of the pages for developers: system fonts, dark when the reader is, and on paper without what is only for clicking. */
export const DOCS_STYLE = `:root {
  color-scheme: light dark; --ink: #1c2733; --soft: #51606f; --paper: #fff; --tint: #f3f6f9; --line: #d9e1e8;
  --accent: #00567d; --mark: #e3f1f8; --code: #0f2233; --code-ink: #e9f2f8; --good: #1c6b3a; --bad: #a32a1c;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --soft: #a3b3c1; --paper: #0f161d; --tint: #17212b; --line: #2a3846; --accent: #7cc4ea;
    --mark: #12303f; --code: #0a1118; --code-ink: #dbe7f0; --good: #74d39a; --bad: #ff9d8d; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.65 system-ui, sans-serif; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.over { position: absolute; left: -99rem; }
.over:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; }
header { border-bottom: 1px solid var(--line); padding: .9rem 1.5rem; }
.merk { font-weight: 700; color: var(--ink); text-decoration: none; }
.merk span { font-weight: 400; color: var(--soft); }
.bladspiegel { max-width: 74rem; margin: 0 auto; padding: 0 1.5rem; }
nav ol { list-style: none; margin: 0; padding: 1rem 0; display: flex; flex-wrap: wrap; gap: .25rem .5rem; }
nav a { display: block; padding: .3rem .75rem; border-radius: .4rem; color: var(--ink); text-decoration: none; }
nav a:hover { background: var(--tint); }
nav a[aria-current] { background: var(--mark); color: var(--accent); font-weight: 600; }
main { max-width: 48rem; padding: 1rem 0 5rem; min-width: 0; }
@media (min-width: 62rem) {
  .bladspiegel { display: grid; grid-template-columns: 14rem minmax(0, 1fr); gap: 3.5rem; }
  nav ol { display: block; position: sticky; top: 0; padding: 2.2rem 0; }
  nav a { margin: 0 0 .15rem -.75rem; }
  main { padding-top: 2rem; }
}
h1 { font-size: 2.1rem; line-height: 1.15; letter-spacing: -.01em; margin: 0 0 1rem; }
h2 { font-size: 1.4rem; line-height: 1.3; margin: 2.8rem 0 .6rem; }
h3 { font-size: 1.1rem; margin: 1.8rem 0 .4rem; }
p, ul, ol, dl { margin: .7rem 0; }
li { margin: .3rem 0; }
.inleiding { font-size: 1.2rem; line-height: 1.55; color: var(--soft); }
.stap { display: flex; gap: .8rem; align-items: baseline; }
.stap b { flex: none; width: 2rem; height: 2rem; line-height: 2rem; text-align: center; border-radius: 50%;
  background: var(--mark); color: var(--accent); font-size: 1rem; }
.stap small { color: var(--soft); font-weight: 400; font-size: .9rem; }
.stappen { list-style: none; padding: 0; border-top: 1px solid var(--line); }
.stappen li { margin: 0; border-bottom: 1px solid var(--line); }
.stappen a { display: flex; justify-content: space-between; gap: 1rem; padding: .75rem .25rem; text-decoration: none; }
.stappen a:hover { background: var(--tint); }
.stappen span { color: var(--soft); flex: none; }
code { font: .92em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; overflow-wrap: anywhere; }
p code, li code, td code, dd code, dt code { background: var(--tint); padding: .1em .35em; border-radius: .25rem; }
pre { background: var(--code); color: var(--code-ink); padding: 1rem 1.15rem; border-radius: .5rem; overflow-x: auto; margin: 1rem 0; }
pre code { overflow-wrap: normal; font-size: .875rem; line-height: 1.6; }
pre.json, pre.http { background: var(--tint); color: var(--ink); border: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .97rem; }
th, td { text-align: left; vertical-align: top; padding: .55rem .9rem .55rem 0; border-bottom: 1px solid var(--line); }
th { font-size: .85rem; color: var(--soft); font-weight: 600; }
.tabel { overflow-x: auto; }
.regels td:first-child { min-width: 16rem; }
q { quotes: '“' '”'; }
.methode { font: 600 .8rem/1 ui-monospace, monospace; color: var(--accent); display: inline-block; min-width: 3.2rem; }
.weg { display: inline-block; font-size: .82rem; padding: .05rem .55rem; border-radius: 1rem; background: var(--mark); color: var(--accent); white-space: nowrap; }
.weg.vrij { color: var(--good); }
.noot { border-left: 4px solid var(--accent); background: var(--tint); padding: .7rem 1.1rem; border-radius: 0 .4rem .4rem 0; }
.noot p { margin: .3rem 0; }
.veld { color: var(--soft); font-size: .9rem; display: block; }
.verplicht { color: var(--bad); font-size: .82rem; white-space: nowrap; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
.verder { margin-top: 3.5rem; padding-top: 1.2rem; border-top: 1px solid var(--line); font-weight: 600; }
details { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem 1rem; margin: .8rem 0; }
summary { cursor: pointer; font-weight: 600; }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --tint: #f6f6f6; --code: #f6f6f6; --code-ink: #000; --line: #bbb; --accent: #000; --mark: #eee; }
  body { font-size: 10pt; }
  header, nav, .verder, .over { display: none; }
  .bladspiegel { display: block; padding: 0; max-width: none; }
  main { max-width: none; padding: 0; }
  pre { border: 1px solid #bbb; white-space: pre-wrap; break-inside: avoid; }
  h2, h3 { break-after: avoid; } tr { break-inside: avoid; }
}
`;
