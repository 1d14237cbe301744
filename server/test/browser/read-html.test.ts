import { MISSING } from '@letterlock/testing/dashboard-page.ts'
import { seededRandom } from '@letterlock/testing/random.ts'
import assert from 'node:assert/strict'
import { before, test, type TestContext } from 'node:test'
import { keepBrowser } from '@letterlock/testing/kept-browser.ts'
import type { Browser, Page } from 'playwright-core'
import { z } from 'zod'
import { readableText } from '../../src/email-marketing/html/readable-text.ts'

const TEXTS = z.array(z.string())
const WORD = /W\d+W/g

const open = keepBrowser()
let browser: Browser | undefined
before(async () => void (browser = (await open())?.browser), { timeout: 300_000 })

async function blankPage(t: TestContext): Promise<Page | undefined> {
  if (browser) {
    const page = await browser.newPage()
    t.after(() => page.close())
    return page
  }
  t.skip(MISSING)
  return undefined
}

/** What Chromium shows of each email, with scripts off, as where emails are read. */
const shownTexts = async (page: Page, emails: readonly string[]): Promise<string[]> =>
  TEXTS.parse(
    await page.evaluate(`(async () => {
      const texts = []
      for (const email of ${JSON.stringify(emails)}) {
        const frame = document.createElement('iframe')
        frame.sandbox = 'allow-same-origin'
        frame.srcdoc = email
        await new Promise((loaded) => { frame.onload = loaded; document.body.append(frame) })
        const root = frame.contentDocument.documentElement
        texts.push([root.innerText ?? '', ...[...root.querySelectorAll('textarea')].map(({ value }) => value)].join(' '))
        frame.remove()
      }
      return texts
    })()`),
  )

/** All texts of each email that no element of HTML hides: faster, and more than is shown. */
const parsedTexts = async (page: Page, emails: readonly string[]): Promise<string[]> =>
  TEXTS.parse(
    await page.evaluate(`${JSON.stringify(emails)}.map((email) => {
      const parsed = new DOMParser().parseFromString(email, 'text/html')
      const walker = parsed.createTreeWalker(parsed, NodeFilter.SHOW_TEXT)
      const texts = []
      while (walker.nextNode()) {
        const { parentElement: parent, data } = walker.currentNode
        const isHtml = parent?.namespaceURI === 'http://www.w3.org/1999/xhtml'
        if (!isHtml || !/^(?:iframe|noembed|noframes|script|style|title)$/.test(parent.localName)) texts.push(data)
      }
      return texts.join(' ')
    })`),
  )

/** Words that a browser shows of an email, and its readable text does not have. */
const missing = (email: string, shown: string): string[] => {
  const readable = new Set(readableText(email).match(WORD))
  return (shown.match(WORD) ?? []).filter((word) => !readable.has(word))
}

const ODD: readonly string[] = [
  '<svg><style><p>W1W</p></style></svg>',
  '<svg><text><![CDATA[W1W]]></text></svg>',
  '<svg><text><![CDATA[W1W > W2W]]>W3W</text></svg>',
  '<svg><text><![CDATA[W1W',
  '<svg><title>W1W</title><text>W2W</text></svg>W3W',
  '<svg><desc><style><p>W1W</p></style></desc></svg>W2W',
  '<svg><foreignObject><style><!--</style><p>W1W</p></foreignObject></svg>',
  '<svg><foreignObject width="99" height="99"><p>W1W</p></foreignObject></svg>W2W',
  '<svg><svg></svg><style><p>W1W</p></style></svg>',
  '<svg/><style><!--</style>W1W',
  '<svg / ><style><p>W1W</p></style></svg>W2W',
  '<svg a=b/><style><p>W1W</p></style></svg>W2W',
  '<svg></svg><style><!--</style>W1W',
  '<svg><p></p><style><!--</style>W1W',
  '<svg></p><style><!--</style>W1W',
  '<svg><font><style><p>W1W</p></style></font></svg>',
  '<svg><font color="red"></font><style><!--</style>W1W',
  '<div><svg></div><style><!--</style>W1W',
  '<ul><li>W1W<li>W2W</li><svg></li><style><p>W3W</p></style></svg></ul>',
  '<h1><svg></h2><style><!--</style>W1W',
  '<table><td><svg></tr><td><style><!--</style>W1W',
  '<svg></body><style><p>W1W</p></style></svg>',
  '<math><style><p>W1W</p></style></math>',
  '<math><mi>W1W</mi><mtext><style><!--</style>W2W</mtext></math>',
  '<math><annotation-xml encoding="text/html"><style><!--</style>W1W</annotation-xml></math>W2W -->W3W',
  '<math><title><style><p>W1W</p></style></title></math>',
  '<math><svg><style><p>W1W</p></style></svg></math>',
  '<template><svg><template></svg></template>W1W',
  '<template>no</template>W1W',
  '<template><svg></template><style><!--</style>W1W',
  '<select><option><style>W1W</style></option></select>W2W',
  '<select><option><svg><style>W1W</style></svg></option></select>W2W',
  '<select><option>W1W<iframe>W2W</iframe></select>W3W',
  '<select></select><style><!--</style>W1W',
  '<![CDATA[ > W1W ]]> W2W',
  '<![CDATA[ > W1W',
  '<p title="<![CDATA["> W1W',
  '<!--> W1W',
  '<!---> W1W',
  '<!-- --!> W1W',
  '<!-- --!-- > --> W1W',
  '<!-- <!-- --> W1W -->',
  '<!x> W1W',
  '<!doctype html "a>b"> W1W',
  '<?x > W1W ?>',
  '</ x> W1W',
  '</> W1W',
  '</p title="><!--"> W1W',
  "</p title='><style>'> W1W",
  '</p/title=><!-- -> W1W --> W2W',
  '<style></style title="><!--"> W1W',
  '<p title="a>b"c<!--> W1W',
  '<p title=a"b> W1W',
  '<p ="<!--"> W1W',
  '<p / title="<!--"/"> W1W',
  '<style>\u001C/style><!--</style> W1W',
  '<style/>no</style> W1W',
  '<styles><!-- --> W1W',
  '<style\0><p>W1W</p>',
  '<\u017Ftyle>W1W',
  '<svg><bloc\u212Aquote><style><p>W1W</p></style></svg>',
  '<script><!--<script></script><!--</script> W1W',
  '<script><!--<script></script>no</script> W1W',
  '<script><!--><script></script> W1W',
  '<script><!--<script>--></script> W1W',
  '<script><!--<scripts></script> W1W',
  '<iframe>no</iframe> W1W',
  '<noembed><!--</noembed> W1W',
  '<noframes><style></noframes> W1W',
  '<noscript>W1W<img src="https://bakery.example/p.png"></noscript> W2W',
  '<noscript><!--</noscript> W1W --> W2W',
  '<noscript><style></noscript> W1W </style> W2W',
  '<noscript><a title="</noscript> W1W "> W2W',
  '<title>no</title> W1W',
  '<title><!--</title> W1W',
  '<title style="display: block">W1W</title> W2W',
  '<style style="display: block">W1W</style> W2W',
  '<title>W1W</title><style>title, head { display: block }</style> W2W',
  '<style>* { display: block }</style><title>W1W</title> W2W',
  '<style>*{content:"}";display:block}</style><title>W1W</title> W2W',
  '<style>noframes{display:block}</style><noframes>W1W</noframes> W2W',
  '<style>title{display:block}</style><p><title>W1W</title> W2W',
  '<style>a{b:"/*"}title{display:block}c{d:"*/"}</style><p><title>W1W</title> W2W',
  '<style>b[y="/*"],*,c[x="*/"]{display:block}</style><p><title>W1W</title> W2W',
  '<style>/***/*{display:block}</style><p><title>W1W</title> W2W',
  '<style>t\\69tle { d\\69splay: block }</style><p><title>W1W</title> W2W',
  '<style>.a { display: block }</style><p><title class="b a">W1W</title> W2W',
  '<style>#\\E9 { display: block }</style><p><title id="é">W1W</title> W2W',
  '<style>[ data-x ] { display: block }</style><p><title data-x>W1W</title> W2W',
  '<style>:not(p) { display: block }</style><title>W1W</title> W2W',
  '<style>head > :first-child, head { display: block } </style><style>W1W</style> W2W',
  '<style>title { @media all { display: block } }</style><p><title>W1W</title> W2W',
  '<style>title { b { c: d } & { all: unset } }</style><p><title>W1W</title> W2W',
  '<style>@media all { title { all: unset } }</style><p><title>W1W</title> W2W',
  '<style>title { display: block; b { c: d } }</style><p><title>W1W</title> W2W',
  '<style>@import "data:text/css,title{display:block}";</style><p><title>W1W</title> W2W',
  '<link rel="stylesheet" href="data:text/css,title{display:block}"><p><title>W1W</title> W2W',
  '<svg><style>title{display:block}</style></svg><p><title>W1W</title> W2W',
  '<svg><style><![CDATA[title{display:block}]]></style></svg><p><title>W1W</title> W2W',
  '<style>script{display:block}</style><script>W1W</script> W2W',
  '<p><title>W1W</title><div><svg></div><style>title{display:block}</style>W2W',
  '<textarea>W1W<!--</textarea> W2W',
  '<xmp>W1W<!-- W2W</xmp> W3W',
  '<plaintext>W1W<!-- W2W</plaintext> W3W',
  'a < W1W > <3 W2W <p',
  '&ampW1W &lt;!-- W2W &ltW3W &notit;W4W &#87;5W',
  '<table><style><!--</style>W1W<tr><td>W2W</table>W3W',
]

test('whatever Chromium shows of an email is in its readable text, however odd it is', async (t) => {
  const page = await blankPage(t)
  if (!page) return
  const shown = await shownTexts(page, ODD)
  const wrong = ODD.map((email, index) => ({ email, missing: missing(email, shown[index] ?? '') }))
  assert.deepEqual(
    wrong.filter(({ missing: words }) => words.length > 0),
    [],
  )
  assert.deepEqual(
    ODD.filter((_, index) => !shown[index]?.match(WORD)),
    [],
    'a browser shows something of each',
  )
})

const NAMES =
  'a b body br desc div font foreignObject form frameset g h1 h2 head html iframe img li math mi mtext noembed noframes noscript optgroup option p path plaintext pre script select span style svg table tbody td template text textarea title tr ul xmp annotation-xml'.split(
    ' ',
  )
const PIECES = [
  '<!--', '-->', '--!>', '<!-', '<![CDATA[', ']]>', '<!', '<?', '>', '<', '</', '/>', '"', "'", '=', ' ', ' a="', " b='", ' color=x', '&lt;', '&amp', '<!doctype html>', '</ ', '<br/>', '<svg/>', '\u001C', '\f',
] // oxfmt-ignore

test('whatever Chromium parses as text of emails of random pieces is in their readable text', async (t) => {
  const page = await blankPage(t)
  if (!page) return
  const random = seededRandom()
  const oneOf = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''
  const randomEmail = (): string => {
    // Few names, so that they close each other.
    const names = Array.from({ length: 5 }, () => oneOf(NAMES))
    const piece = (_: unknown, index: number): string => {
      const kind = random()
      if (kind < 0.3) return ` W${index}W `
      if (kind < 0.6) return `<${oneOf(names)}>`
      if (kind < 0.8) return `</${oneOf(names)}>`
      if (kind < 0.85) return `</${oneOf(names)} a="${oneOf(PIECES)}">`
      return oneOf(PIECES)
    }
    return Array.from({ length: 4 + Math.floor(random() * 30) }, piece).join('')
  }
  const emails = Array.from({ length: 10_000 }, randomEmail)
  const parsed = await parsedTexts(page, emails)
  const wrong = emails.map((email, index) => ({ email, missing: missing(email, parsed[index] ?? '') }))
  const [first] = wrong
    .filter(({ missing: words }) => words.length > 0)
    .toSorted((a, b) => a.email.length - b.email.length)
  assert.equal(first, undefined)
})
