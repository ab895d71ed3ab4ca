/** The page's style sheet: one column, readable on paper, in light and in dark. */
export const style = `
:root{color-scheme:light dark;--ink:#1b1b1f;--faint:#62646c;--ground:#fff;--panel:#f5f6f8;--line:#d9dbe0;--accent:#0b57a4;--warn:#8a5a00;--warn-ground:#fff7e6}
@media (prefers-color-scheme:dark){:root{--ink:#e6e6ea;--faint:#a0a3ad;--ground:#16171b;--panel:#1f2127;--line:#3a3d46;--accent:#8ec1ff;--warn:#f0c36d;--warn-ground:#2a2416}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.6 system-ui,"Segoe UI",Roboto,sans-serif}
main{max-width:46rem;margin:0 auto;padding:2.5rem 1.25rem 5rem}
h1{font-size:1.9rem;line-height:1.2}
h2{margin:3.5rem 0 1rem;padding-top:1rem;border-top:2px solid var(--line);font-size:1.5rem;line-height:1.25}
main>h2:first-child{margin-top:0;border:0}
h2 .number{color:var(--accent)}h2 small{color:var(--faint);font-weight:400;font-size:.9rem}
h3{margin:2.25rem 0 .75rem;font-size:1.15rem;border-bottom:1px solid var(--line)}
h4{margin:1.5rem 0 .35rem;font-size:1rem}
p{margin:.6rem 0}a{color:var(--accent)}
nav ul{list-style:none;padding:0;columns:2;column-gap:2rem}
nav li{break-inside:avoid;margin:.2rem 0}
.wide{overflow-x:auto}
table{border-collapse:collapse;margin:.75rem 0;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding-bottom:.3rem}
th,td{padding:.2rem .9rem .2rem 0;text-align:left;font-weight:400;vertical-align:baseline}
td.n,thead td~th{text-align:right;padding-left:.9rem;padding-right:0}
thead th{color:var(--faint);font-size:.85rem;border-bottom:1px solid var(--line)}
tr.result>*{border-top:1px solid var(--line);font-weight:700}
tr.sum>*{color:var(--faint)}
.grid{display:inline-block;max-width:100%;margin-right:2rem;vertical-align:top}.grid.result td.n{font-weight:700}
.quantities span{display:inline-block;margin:.25rem 1.75rem .25rem 0}
.commands{color:var(--faint);font-size:.9rem}
code,pre{font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",Menlo,monospace;font-size:.88em}
code{background:var(--panel);padding:.1em .35em;border-radius:4px}
pre{background:var(--panel);padding:.9rem 1rem;border-radius:8px;overflow-x:auto;line-height:1.4}pre code{background:none;padding:0}
aside{margin:1.25rem 0;padding:.5rem 1rem;border-left:4px solid var(--warn);background:var(--warn-ground);border-radius:0 8px 8px 0}
aside strong{color:var(--warn)}
figure{margin:1.5rem 0;overflow-x:auto}figure svg{max-width:100%;height:auto;display:block;margin:0 auto}
figcaption{color:var(--faint);font-size:.9rem;text-align:center;margin-top:.4rem}
.items{background:var(--panel);border-radius:8px;padding:.25rem 1.25rem .5rem;margin:1.25rem 0}
.items h4{margin-top:.75rem}ul.fine{font-size:.88rem;color:var(--faint)}
math{line-height:normal}math *{border-color:currentColor}
math.tml-display{display:math!important;margin:.3rem 0}
.tml-right{text-align:right}.tml-left{text-align:left}
math{font-family:"Latin Modern Math","STIX Two Math","Cambria Math",math}
mtable.tml-jot>mtr>mtd{padding-top:.2em;padding-bottom:.2em}
@media (max-width:36rem){nav ul{columns:1}}
@media print{body{font-size:11pt}main{max-width:none;padding:0}h2{break-before:page}nav+h2{break-before:auto}}
`;
