import { colourStyle } from "./palette.ts";

/** The style of a report's page: one column of text, tables that scroll by themselves, panels side by side. */
export const pageStyle = `
${colourStyle(":root")}
*{box-sizing:border-box}
html{color-scheme:light dark;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:74rem;padding:2rem 1rem 4rem;background:var(--page);color:var(--ink);
  font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word}
h1{margin:0 0 1.5rem;font-size:clamp(1.5rem,1.1rem + 2vw,2.25rem);line-height:1.2;letter-spacing:-.015em;text-wrap:balance}
h2{margin:3rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line);font-size:1.3rem;line-height:1.3}
p,ul{margin:.75rem 0;max-width:46rem}
ul{padding-left:1.2rem}
li{margin:.35rem 0}
a{color:var(--accent)}
.kind{margin:0 0 .25rem;color:var(--muted);font-size:.9rem}
#answer h2{margin-top:0;padding:0;border:0;color:var(--muted);font-size:.9rem;font-weight:600}
.lead{margin:.25rem 0 1.25rem;padding:.9rem 1.1rem;max-width:none;border-left:4px solid var(--accent);border-radius:0 .4rem .4rem 0;
  background:var(--tint);font-size:1.15rem;line-height:1.45;font-weight:500}
.pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,21rem),1fr));gap:1.5rem 2rem;align-items:start;margin:1.25rem 0}
.pictures svg{display:block;width:100%;max-width:32rem;height:auto}
.scroll{margin:1rem 0 1.5rem;overflow-x:auto;
  background:linear-gradient(to left,var(--page) 40%,transparent) 100% 0/3rem 100% no-repeat local,
    linear-gradient(to left,var(--line),transparent) 100% 0/.8rem 100% no-repeat}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:.2rem}
table{border-collapse:collapse;min-width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{padding:0 0 .4rem;text-align:left;font-weight:600}
th,td{padding:.45rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{border-bottom-width:2px;color:var(--muted);font-size:.8rem;line-height:1.3;vertical-align:bottom}
tbody th{position:sticky;left:0;min-width:clamp(6.5rem,20vw,11rem);max-width:14rem;background:var(--page);font-weight:600}
td:not(.number){min-width:6rem}
.number{text-align:right}
td.number,.unbroken{white-space:nowrap}
.scroll.code{background:var(--tint);border-radius:.4rem}
pre{margin:0;padding:.8rem 1rem;font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
details{margin:1rem 0}
summary{cursor:pointer;color:var(--accent);font-weight:600}
#times{color:var(--muted)}
@media print{
  body{max-width:none;padding:0;font-size:10pt}
  h2,caption{break-after:avoid}
  svg,tr,.lead{break-inside:avoid}
  .scroll{overflow:visible}
  details::details-content{content-visibility:visible;block-size:auto}
  a{color:inherit}
}
`.trim();
