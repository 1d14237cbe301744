import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linkHosts } from './link-hosts.ts'

const hosts = (html: string, plainText: string | null = null) => linkHosts(html, plainText)?.hosts

test('links, buttons, image maps and forms lead somewhere, in whatever element they are', () => {
  for (const html of [
    '<a href="https://evil.example/x">Order</a>',
    '<A HREF=https://evil.example>Order',
    "<a href='https://evil.example'><img src='https://bakery.example/p.png'></a>",
    '<map><area href="https://evil.example"></map>',
    '<form action="https://evil.example"><input type="submit"></form>',
    '<button formaction="https://evil.example">Order</button>',
    '<svg><a xlink:href="https://evil.example">Order</a></svg>',
    '<base href="https://evil.example">',
    '<!--[if mso]><v:roundrect href="https://evil.example">Order</v:roundrect><![endif]-->',
    '<svg><desc><style></desc></svg><a href="https://evil.example">Order</a>',
    '<textarea><a title="</textarea><a href="https://evil.example">',
    '<svg><a><set attributeName="href" to="https://evil.example"/>Order</a></svg>',
    '<svg><a><animate values="#;https://evil.example/a" attributeName="xlink:href"/>Order</a></svg>',
    '<svg><a><animate attributename=HREF from="https://evil.example/a" to="https://evil.example/b"></a></svg>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<META CONTENT=" 5 , URL = \'https://evil.example\' x" HTTP-EQUIV=Refresh>',
    '<meta http-equiv="refresh" content=".5 https://evil.example">',
    '<link itemprop="target" href="https://evil.example">',
    '<form action-xhr="https://evil.example">',
  ])
    assert.deepEqual(hosts(html), ['evil.example'], html)
})

test('a URL is read as browsers read it', () => {
  for (const [href, host] of [
    [' \n\thttps://evil.example', 'evil.example'],
    ['ht\ntps:/\t/evil\r\n.example', 'evil.example'],
    ['//evil.example/x', 'evil.example'],
    ['\\\\evil.example\\x', 'evil.example'],
    ['/\\evil.example', 'evil.example'],
    ['https:evil.example', 'evil.example'],
    ['http:\\\\evil.example', 'evil.example'],
    ['&#104;ttps&colon;//evil&period;example', 'evil.example'],
    ['https://bakery.example@evil.example/', 'evil.example'],
    ['HTTPS://EVIL.EXAMPLE.:443', 'evil.example'],
    ['https://evil.example:8443', 'evil.example:8443'],
    ['https://bаkery.example', 'xn--bkery-4ve.example'],
    ['https://xn--bkery-4ve.example', 'xn--bkery-4ve.example'],
    ['https://0x7f.1', '127.0.0.1'],
    ['ftp://evil.example', 'ftp://evil.example'],
  ] as const)
    assert.deepEqual(hosts(`<a href="${href}">`), [host], href)
})

test('what has no host is listed as it is written; what leads to the email itself is not', () => {
  for (const [href, as] of [
    ['mailto:ada@evil.example?subject=Rye', 'mailto:ada@evil.example'],
    ['tel:+39051', 'tel:+39051'],
    ['*|UNSUB|*', '*|UNSUB|*'],
    ['https://*|HOST|*/x', 'https://*|HOST|*/x'],
    ['https://bakery.example[HOST]/x', 'https://bakery.example[HOST]/x'],
    ['/rye', '/rye'],
  ] as const)
    assert.deepEqual(hosts(`<a href="${href}">`), [as], href)
  assert.deepEqual(hosts('<a href="#top">up</a><a href=" ">none</a><a name="top">'), [])
  assert.deepEqual(
    hosts('<link href="https://fonts.example/x.css"><img src="https://bakery.example/p.png">'),
    [],
  )
})

test('the most frequent host comes first, and at most 50 are listed', () => {
  const links = Array.from({ length: 60 }, (_, index) => `<a href="https://h${index}.example">`)
  const found = linkHosts(`${links.join('')}<a href="https://h7.example/2">`, null)
  assert.equal(found?.count, 60)
  assert.equal(found?.hosts.length, 50)
  assert.equal(found?.hosts[0], 'h7.example')
})

test('what programs make a link of in a text counts, too', () => {
  assert.deepEqual(
    hosts(
      '<p>Order at https://bakery.example/rye, or</p>',
      'see (www.evil.example). https://bakery.example.',
    ),
    ['bakery.example', 'www.evil.example'],
  )
})

test('hosts and addresses in a text count without a scheme, as mail programs make links of them', () => {
  for (const [text, ...listed] of [
    ['Order at evil.com/rye/cake.html?x=a.com or call', 'evil.com'],
    ['Evil.COM. (shop.evil.co.uk), „evil.de“', 'evil.com', 'shop.evil.co.uk', 'evil.de'],
    ['evil.com:8443/x', 'evil.com:8443'],
    ['https://bakery.com/evil.de is one link', 'bakery.com'],
    ['write to ada.b+c@evil.com, or to @evil.de', 'mailto:ada.b+c@evil.com', 'evil.de'],
    ['http://127.0.0.1/x and WWW.evil', '127.0.0.1', 'www.evil'],
    ['müller.de and bäckerei.xn--p1ai', 'xn--mller-kva.de', 'xn--bckerei-5wa.xn--p1ai'],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
    ['请看evil。com。', 'xn--evil-k47jt05h.com', 'evil.com'],
    ['P.IVA 01234567890, S.r.l., z.B., 3.50, e.g. node.js, cake.html, a..com, fresh.Our'],
  ] as const)
    assert.deepEqual(hosts('', text), listed, text)
  assert.deepEqual(hosts('<p>Order at <b>evil.com</b>'), ['evil.com'])
  assert.deepEqual(hosts('<!--[if mso]>Order at evil.com<![endif]-->'), ['evil.com'], 'in Outlook')
})

test('texts are read in time that grows with their length only', () => {
  for (const piece of ['a.', 'a@', '.', 'a.com ', 'https://'])
    assert.ok(hosts('', `${piece.repeat(100_000)}x`), piece)
})

test('the end of a host that is too long stays: it says whose it is', () => {
  assert.match(
    hosts(`<a href="https://${'bakery.'.repeat(60)}evil.example">`)?.[0] ?? '',
    /^….*evil\.example$/,
  )
})

test('links that take too long to find are said not to be listed', () => {
  assert.equal(linkHosts('<a href="'.repeat(100_000), null), null)
  assert.deepEqual(hosts(`${'<p>'.repeat(100_000)}<a href="https://evil.example`), [])
})
