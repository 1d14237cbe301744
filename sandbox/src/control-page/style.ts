/** Of the control page. */
export const STYLE = `
:root{--paper:oklch(0.981 .005 84);--ground:oklch(0.965 .007 84);--card:#fff;--ink:oklch(0.255 .03 265);--soft:oklch(0.475 .022 265);--line:oklch(0.908 .008 84);--edge:oklch(0.635 .016 264);--selected:oklch(0.955 .018 262);--good:oklch(0.47 .088 178);--warn:oklch(0.5 .105 72);--bad:oklch(0.435 .168 27);--warn-soft:oklch(0.962 .038 84)}
@media(prefers-color-scheme:dark){:root{--accent:oklch(0.76 .11 262);--paper:oklch(0.182 .016 266);--ground:oklch(0.162 .015 266);--card:oklch(0.216 .017 266);--ink:oklch(0.945 .007 84);--soft:oklch(0.755 .012 260);--line:oklch(0.295 .018 266);--edge:oklch(0.545 .022 266);--selected:oklch(0.285 .05 264);--good:oklch(0.78 .1 178);--warn:oklch(0.82 .12 80);--bad:oklch(0.76 .13 28);--warn-soft:oklch(0.29 .045 80)}}
body{font-size:14px;line-height:20px;background:var(--paper)}
.bar{height:6px;padding:0;font-size:0;background:repeating-linear-gradient(135deg,var(--ink) 0 8px,#e8b23c 8px 16px)}
main{width:auto;max-width:none;margin:0;padding:0;border:0;border-radius:0;background:none;overflow:visible}
code,pre,.mono{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'Liberation Mono',monospace;font-size:12.5px}
code{padding:0;background:none}
h1{margin:0;font-size:16px}h2{margin:0;font-size:13px}.soft{font-size:12px;line-height:16px}
button,.button{margin:0;padding:4px 10px;border:1px solid var(--line);border-radius:7px;background:var(--card);color:var(--ink);font-size:13px;line-height:18px;box-shadow:0 1px 2px rgb(0 0 0/6%)}
button:hover,.button:hover{border-color:var(--edge)}button.danger{color:var(--bad);border-color:currentColor}
button.main{background:var(--accent);border-color:var(--accent);color:var(--paper)}
input,textarea,select{padding:5px 9px;border-color:var(--edge);border-radius:7px;background:var(--card);font-size:13px}label{margin:8px 0 2px;font-size:12px}
.tag{display:inline-block;padding:0 6px;border:1px solid var(--line);border-radius:4px;background:var(--ground);color:var(--soft);font-size:11.5px;line-height:16px;white-space:nowrap}
.top{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;padding:10px 16px;border-bottom:1px solid var(--line);background:var(--ground)}
.clock{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin-left:auto;font-variant-numeric:tabular-nums}
nav{display:flex;gap:2px;padding:2px;border:1px solid var(--line);border-radius:9px;overflow-x:auto;scrollbar-width:none}
nav a{display:flex;gap:6px;align-items:center;padding:4px 10px;border:1px solid transparent;border-radius:7px;color:var(--soft);font-size:13px;font-weight:500;text-decoration:none;white-space:nowrap}nav a:hover{color:var(--ink)}nav a[aria-current]{border-color:var(--line);background:var(--card);color:var(--ink);font-weight:600}nav a:focus-visible{outline-offset:-2px}
.count{padding:0 6px;border-radius:9px;background:var(--ground);color:var(--soft);font-size:11.5px;font-weight:500;line-height:18px;font-variant-numeric:tabular-nums}
.whole{display:grid;grid-template-columns:minmax(0,1fr);gap:28px;align-content:start;padding:20px;overflow:auto}.whole.narrow>section{max-width:44rem}.whole h2{font-size:16px;margin-bottom:8px}.whole ul{list-style:none;margin:6px 0 0;padding:0}.whole li{padding:9px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}.whole .links{display:flex;flex-wrap:wrap;gap:4px 20px}.whole .links li{padding:0;border:0}
.table{overflow-x:auto;border:1px solid var(--line);border-radius:9px;background:var(--card)}table{font-size:13px}td,th{padding:8px 14px;vertical-align:middle}th{color:var(--soft);font-size:12px;font-weight:500}td{overflow-wrap:normal;white-space:nowrap}tbody tr:last-child td{border-bottom:0}th.right,td.right{text-align:right}td button{padding:3px 10px}
.switch{all:unset;position:relative;width:34px;height:20px;border-radius:10px;background:var(--edge);cursor:pointer;transition:background .15s}.switch::after{content:'';position:absolute;inset:3px auto 3px 3px;width:14px;border-radius:7px;background:var(--card);transition:translate .15s}.switch[aria-checked=true]{background:var(--accent)}.switch[aria-checked=true]::after{translate:14px}.switch:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.rule.off>:not(form){opacity:.75}.rule .acts{align-items:center}
.done{margin:0;padding:8px 16px;border-bottom:1px solid var(--line);background:var(--selected);font-weight:600}
.columns{display:grid;grid-template-columns:21.5rem minmax(0,1fr) 19rem}
.requests{border-right:1px solid var(--line);background:var(--card)}
.find{display:flex;gap:8px;padding:10px 12px;border-bottom:1px solid var(--line)}#count{padding:4px 14px;margin:0;border-bottom:1px solid var(--line)}#count:empty{display:none}
#requests{margin:0;padding:0;list-style:none}
#requests button{all:unset;box-sizing:border-box;display:grid;grid-template-columns:3.6rem minmax(0,1fr) auto;gap:2px 8px;width:100%;padding:8px 14px;border-bottom:1px solid var(--line);cursor:pointer;font-variant-numeric:tabular-nums}
#requests button:hover{background:var(--ground)}#requests button[aria-current]{background:var(--selected);box-shadow:inset 3px 0 0 var(--accent)}#requests button:focus-visible{outline:3px solid var(--accent);outline-offset:-3px}
.method{font:600 11px/20px ui-monospace,Menlo,Consolas,monospace;color:var(--soft)}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.right{text-align:right}
.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.status{font-weight:600;white-space:nowrap}
#detail{padding:16px 20px 24px;min-width:0}#detail .line{display:flex;flex-wrap:wrap;gap:6px 10px;align-items:baseline;margin-bottom:12px}#detail .line code{font-size:13px;overflow-wrap:anywhere}
#detail .acts{display:flex;flex-wrap:wrap;gap:8px;margin-bottom:16px}#detail .part{display:flex;gap:8px;align-items:baseline;margin:18px 0 8px}
#detail pre{margin:0;padding:12px;max-height:26rem;overflow:auto;border:1px solid var(--line);border-radius:7px;background:var(--ground);white-space:pre-wrap;overflow-wrap:anywhere}
#detail details{margin-top:8px}summary{cursor:pointer;color:var(--soft);font-size:12px}details[open]>summary{margin-bottom:6px}
.note{margin:0 0 16px;padding:9px 12px;border:1px solid var(--warn);border-radius:7px;background:var(--warn-soft)}
.empty{padding:48px 16px;text-align:center;color:var(--soft);max-width:34rem;margin:0 auto}.empty pre{text-align:left}
aside{display:grid;gap:20px;align-content:start;padding:14px 16px;border-left:1px solid var(--line);background:var(--ground)}
aside ul{list-style:none;margin:6px 0 0;padding:0}aside li{padding:7px 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.user{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 8px;align-items:center}.user form{grid-row:1/3;grid-column:2}.rule{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 8px}.rule form{grid-row:1;grid-column:2}.rule code,.rule .soft{grid-column:1/3}.user .soft{display:block}.user strong{font-size:13px}.find button{padding:4px 8px}#search::placeholder{font-size:12px}
aside summary code{font-size:12px;color:var(--ink)}.acts{display:flex;flex-wrap:wrap;gap:8px}aside p{margin:4px 0 0}aside button.main{margin-top:8px}
@media(min-width:1081px){.page{height:calc(100vh - 6px);display:flex;flex-direction:column}.columns,.whole{flex:1;min-height:0}.columns>*{overflow:auto}.find{position:sticky;top:0;background:var(--card);z-index:1}}
@media(max-width:1080px){.columns{grid-template-columns:minmax(0,1fr)}.requests,aside{border:0;border-top:1px solid var(--line)}#requests{max-height:24rem;overflow:auto}.clock{margin-left:0}}
@media(max-width:760px){.clock strong{flex:1 0 100%}.clock button{flex:1;padding:8px 4px;white-space:nowrap}button,.button{padding:8px 12px}}
`
