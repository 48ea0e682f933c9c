/** What an SVG from elsewhere may try. All of it names itself `hostile` and would do no more than say so. */
export interface HostileSvg {
  what: string;
  /** Within the root element, or a whole document where it begins with `<?`, `<!` or `<svg`. */
  text: string;
  removed: string;
}

const away = 'https://hostile.example/x';
const refers = 'references to other files or addresses';
const sheet = 'style rules that refer to something else';
const inside = 'styles that refer to something else';

export const hostileSvgs: readonly HostileSvg[] = [
  { what: 'a script', text: '<script>hostile()</script>', removed: 'scripts' },
  { what: 'a script from elsewhere', text: `<script href="${away}"/>`, removed: 'scripts' },
  { what: 'a script as characters', text: '<script><![CDATA[hostile()]]></script>', removed: 'scripts' },
  { what: 'a script in other letters', text: '<SCRIPT>hostile()</SCRIPT>', removed: 'scripts' },
  {
    what: 'a script with a prefix',
    text: '<x:script xmlns:x="http://www.w3.org/2000/svg">hostile()</x:script>',
    removed: 'scripts',
  },
  {
    what: 'a script of HTML',
    text: '<script xmlns="http://www.w3.org/1999/xhtml">hostile()</script>',
    removed: 'scripts',
  },
  { what: 'a handler', text: '<handler type="text/javascript">hostile()</handler>', removed: 'scripts' },
  { what: 'an event', text: '<rect onclick="hostile()" width="9" height="9"/>', removed: 'event handlers' },
  { what: 'an event in other letters', text: '<rect ONLOAD="hostile()"/>', removed: 'event handlers' },
  {
    what: 'an event of an animation',
    text: '<animate onbegin="hostile()" dur="1s"/>',
    removed: 'event handlers',
  },
  {
    what: 'an event of the whole',
    text: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="hostile()"/>',
    removed: 'event handlers',
  },
  {
    what: 'a link that runs',
    text: '<a href="javascript:hostile()"><rect width="9" height="9"/></a>',
    removed: 'links',
  },
  { what: 'a link', text: `<a xlink:href="${away}"><rect width="9" height="9"/></a>`, removed: 'links' },
  {
    what: 'a link in a prefix of its own',
    text: `<use xmlns:y="http://www.w3.org/1999/xlink" y:href="${away}#a"/>`,
    removed: refers,
  },
  { what: 'a link that is spelled', text: '<a href="java&#115;cript:hostile()"/>', removed: 'links' },
  {
    what: 'HTML',
    text: '<foreignObject width="9" height="9"><b xmlns="http://www.w3.org/1999/xhtml" onclick="hostile()">x</b></foreignObject>',
    removed: 'foreign objects',
  },
  {
    what: 'drawing within HTML',
    text: '<foreignObject><rect class="hostile"/></foreignObject>',
    removed: 'foreign objects',
  },
  { what: 'a frame', text: `<iframe src="${away}"/>`, removed: 'foreign objects' },
  {
    what: 'a picture from elsewhere',
    text: `<image href="${away}.png" width="9" height="9"/>`,
    removed: refers,
  },
  { what: 'a picture from this machine', text: '<image href="file:///etc/hostile"/>', removed: refers },
  { what: 'a picture beside it', text: '<image xlink:href="hostile.png"/>', removed: refers },
  {
    what: 'an SVG within a picture',
    text: '<image href="data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9Imhvc3RpbGUoKSIvPg=="/>',
    removed: refers,
  },
  { what: 'a page within a picture', text: '<image href="data:text/html,hostile"/>', removed: refers },
  { what: 'a part of another file', text: `<use href="${away}.svg#a"/>`, removed: refers },
  { what: 'a part of a data URL', text: '<use href="data:image/svg+xml,hostile#a"/>', removed: refers },
  { what: 'a filter of another file', text: `<rect filter="url(${away}#f)"/>`, removed: refers },
  { what: 'a filter that loads', text: `<filter id="f"><feImage href="${away}"/></filter>`, removed: refers },
  { what: 'a fill of another file', text: `<rect fill="url( '${away}#p' )"/>`, removed: refers },
  { what: 'a pointer of another file', text: `<rect cursor="url(${away}),auto"/>`, removed: refers },
  { what: 'a base', text: `<g xml:base="${away}"/>`, removed: refers },
  {
    what: 'an animation that makes a link',
    text: '<a><set attributeName="href" to="javascript:hostile()"/></a>',
    removed: 'animations of links',
  },
  {
    what: 'an animation that makes a link, with a prefix',
    text: '<animate attributeName="xlink:href" values="javascript:hostile()"/>',
    removed: 'animations of links',
  },
  {
    what: 'an animation that makes an event',
    text: '<set attributeName="onclick" to="1"/>',
    removed: 'unknown animations',
  },
  { what: 'an animated fill', text: `<animate attributeName="fill" to="url(${away})"/>`, removed: refers },
  { what: 'a style that loads', text: `<rect style="fill:url(${away})"/>`, removed: inside },
  { what: 'a style that loads, spelled', text: `<rect style="fill:\\75rl(${away})"/>`, removed: inside },
  {
    what: 'a style with a set of pictures',
    text: `<rect style="mask:image-set('${away}' 1x)"/>`,
    removed: inside,
  },
  { what: 'a style that leaves its braces', text: `<rect style="} @import '${away}'; {"/>`, removed: inside },
  { what: 'a style that runs', text: '<rect style="behavior: hostile"/>', removed: inside },
  { what: 'a sheet that imports', text: `<style>@import "${away}.css";</style>`, removed: sheet },
  { what: 'a sheet that imports, spelled', text: `<style>@\\69mport "${away}.css";</style>`, removed: sheet },
  {
    what: 'a sheet with fonts',
    text: `<style>@font-face { font-family: a; src: url(${away}.woff) }</style>`,
    removed: sheet,
  },
  { what: 'a sheet that loads', text: `<style>rect { fill: url("${away}") }</style>`, removed: sheet },
  {
    what: 'a sheet that loads by a variable',
    text: `<style>rect { --a: url(${away}) }</style>`,
    removed: sheet,
  },
  {
    what: 'a sheet that loads late',
    text: `<style>@media print { rect { fill: URL(${away}) } }</style>`,
    removed: sheet,
  },
  { what: 'a sheet for print', text: `<style media="print">@import "${away}.css";</style>`, removed: sheet },
  {
    what: 'a sheet in another language',
    text: `<style type="text/x">@import "${away}.css";</style>`,
    removed: sheet,
  },
  {
    what: 'a sheet that hides elements',
    text: '<style>&lt;/style&gt;&lt;script&gt;hostile()&lt;/script&gt; { x: url(a) }</style>',
    removed: sheet,
  },
  {
    what: 'a sheet from elsewhere',
    text: `<?xml-stylesheet href="${away}.css"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`,
    removed: refers,
  },
  {
    what: 'an entity',
    text: '<!DOCTYPE svg [<!ENTITY a "hostile">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>',
    removed: 'entities',
  },
  {
    what: 'an entity of this machine',
    text: '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/hostile">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>',
    removed: 'entities',
  },
  {
    what: 'an entity that is markup',
    text: '<!DOCTYPE svg [<!ENTITY a "<script>hostile()</script>">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">&a;</svg>',
    removed: 'entities',
  },
  {
    what: 'metadata that runs',
    text: '<metadata><script>hostile()</script></metadata>',
    removed: 'metadata',
  },
  { what: 'a player', text: `<video src="${away}"/>`, removed: 'foreign objects' },
  {
    what: 'a picture of HTML',
    text: `<img src="${away}" onerror="hostile()"/>`,
    removed: 'unknown elements',
  },
  { what: 'an attribute that pings', text: `<a ping="${away}"/>`, removed: refers },
  { what: 'what nobody knows', text: '<rect hostile="1"/>', removed: 'unknown attributes' },
];

/** As a whole document, with a square by which it is seen that the rest stays. */
export const documentOf = ({ text }: Pick<HostileSvg, 'text'>): string =>
  /^<(?:\?|!DOCTYPE|svg)/.test(text)
    ? text
    : `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="64" height="64"><path d="M0 0h64v64z"/>${text}</svg>`;
