/** The style sheet of the HTML report; colours meet WCAG AA on white. */
export const htmlStyle = `
:root { --block: #b3141a; --review: #8a5a00; --error: #7a1fa2; --pass: #1b6e35; --info: #555; }
* { box-sizing: border-box; }
body { display: flex; flex-direction: column; max-width: 1100px; margin: 0 auto; padding: 16px; color: #1a1a1a;
  font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
header { order: 0; } nav { order: 1; } main { order: 2; }
h1 { font-size: 24px; margin: 0; } header p { margin: 4px 0 16px; color: #555; }
h2 { font-size: 18px; margin: 0; overflow-wrap: anywhere; } h3 { font-size: 16px; margin: 12px 0 4px; }
table { width: 100%; border-collapse: collapse; } td { padding: 4px 8px; border-top: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere; }
td.verdict { white-space: nowrap; }
article { border: 1px solid #ddd; border-left-width: 6px; border-radius: 4px; padding: 12px 16px; margin: 16px 0; }
.block { border-left-color: var(--block); } .review { border-left-color: var(--review); }
.error { border-left-color: var(--error); } .pass { border-left-color: var(--pass); }
.verdict { font-weight: bold; }
.block > h2 .verdict, tr.block .verdict, li.block h3 { color: var(--block); }
.review > h2 .verdict, tr.review .verdict, li.review h3 { color: var(--review); }
.error > h2 .verdict, tr.error .verdict, p.problem.error { color: var(--error); }
.pass > h2 .verdict, tr.pass .verdict { color: var(--pass); }
.facts { margin: 0; color: #555; } code { font-weight: normal; color: #555; }
ol { list-style: none; padding: 0; margin: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; } dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
mark { background: #ffe08a; padding: 0 2px; }
figure { margin: 16px 0 0; } figcaption { color: #555; }
.page { position: relative; display: inline-block; max-width: 100%; border: 1px solid #999; }
.page img { display: block; max-width: 100%; } .page svg { position: absolute; inset: 0; width: 100%; height: 100%; }
rect { fill: none; stroke: var(--info); } g.block rect { stroke: var(--block); } g.review rect { stroke: var(--review); }
text { font-weight: bold; fill: var(--info); } g.block text { fill: var(--block); } g.review text { fill: var(--review); }
@media print { article { break-inside: avoid-page; } }
`
