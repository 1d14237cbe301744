import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

/* The rules of hadolint that can apply to the Dockerfile, by their numbers. CI runs hadolint itself. */

const instructions = readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8')
  .replaceAll(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => /^[A-Z]+ /.test(line))
  .map((line) => {
    const [name = ''] = line.split(' ')
    return { name, text: line.slice(name.length).trim() }
  })
const of = (wanted: string): string[] =>
  instructions.flatMap(({ name, text }) => (name === wanted ? [text] : []))

test('Dockerfile: its base has a version, and its stages have names (DL3006, DL3007, DL3022, DL3024, DL3029, DL3061, DL3063)', () => {
  assert.match(of('ARG').find((line) => line.startsWith('BASE=')) ?? '', /:\d+\.\d+\.\d+-/)
  for (const base of of('FROM')) assert.match(base, /^(--platform=\$BUILDPLATFORM )?\$\{BASE\}( AS [a-z]+)?$/)
  const stages = of('FROM').flatMap((base) => / AS ([a-z]+)$/.exec(base)?.slice(1) ?? [])
  assert.deepEqual(stages, [...new Set(stages)])
  assert.ok(!stages.includes('scratch') && !stages.includes('context'))
  for (const copy of of('COPY')) {
    const [, from] = /--from=(\S+)/.exec(copy) ?? []
    if (from !== undefined) assert.ok(stages.includes(from), copy)
  }
  assert.match(instructions[0]?.name ?? '', /^(ARG|FROM)$/)
})

test('Dockerfile: files are copied, to folders that are known (DL3000, DL3003, DL3020, DL3021, DL3045, DL3067)', () => {
  for (const folder of of('WORKDIR')) assert.match(folder, /^\//)
  for (const command of of('RUN')) assert.doesNotMatch(command, /(^|[;&|] *)cd /)
  assert.deepEqual(of('ADD'), [])
  for (const copy of of('COPY')) {
    const paths = copy.split(/\s+/).filter((word) => !word.startsWith('--'))
    const target = paths.at(-1) ?? ''
    if (paths.length > 2) assert.match(target, /\/$/, copy)
    assert.notDeepEqual(paths, ['/', '/'])
    const before = instructions.slice(
      0,
      instructions.findIndex(({ text }) => text === copy),
    )
    const stage = before.slice(before.findLastIndex(({ name }) => name === 'FROM'))
    if (!target.startsWith('/'))
      assert.ok(
        stage.some(({ name }) => name === 'WORKDIR'),
        copy,
      )
  }
})

test('Dockerfile: what it installs is pinned, and needs no other right or shell (DL3002, DL3004, DL3008, DL3016, DL3059, DL3066, DL4001, DL4005)', () => {
  for (const command of of('RUN')) {
    assert.doesNotMatch(command, /\b(sudo|apt|apt-get|apk|pip|yum|curl|wget|ssh)\b|\/bin\/sh/)
    for (const [, wanted = ''] of command.matchAll(/\bnpm install\b([^&]*)/g))
      for (const name of wanted.split(/\s+/).filter((word) => word !== '' && !/^[-/]/.test(word)))
        assert.match(name, /\.tgz$/, command)
  }
  for (const [index, { name }] of instructions.entries())
    if (name === 'RUN') assert.notEqual(instructions[index + 1]?.name, 'RUN')
  assert.match(of('USER').at(-1) ?? '', /^[1-9]\d*:[1-9]\d*$/)
})

test('Dockerfile: how it is run (DL3011, DL3012, DL3025, DL3044, DL3057, DL3064, DL4000, DL4003)', () => {
  for (const port of of('EXPOSE')) assert.ok(Number(port) > 0 && Number(port) < 65_536)
  assert.equal(of('HEALTHCHECK').length, 1)
  assert.match(of('HEALTHCHECK')[0] ?? '', / CMD \[/)
  assert.equal(of('CMD').length, 1)
  assert.ok(Array.isArray(JSON.parse(of('CMD')[0] ?? '')))
  assert.deepEqual(of('MAINTAINER'), [])
  for (const given of [...of('ENV'), ...of('ARG')])
    assert.doesNotMatch(given, /secret|token|passw|credential|api_?key|\$/i)
})

test('Dockerfile: a stage that is made for another processor runs nothing, so none is emulated', () => {
  const stages = instructions.flatMap(({ name, text }, index) => (name === 'FROM' ? [{ text, index }] : []))
  for (const [place, { text, index }] of stages.entries()) {
    const stage = instructions.slice(index, stages[place + 1]?.index)
    if (!text.startsWith('--platform=$BUILDPLATFORM '))
      assert.deepEqual(
        stage.filter(({ name }) => name === 'RUN'),
        [],
        text,
      )
  }
})

test('the settings of a server, with its keys, are in no layer of a build and in no commit', () => {
  for (const [file, line] of [
    ['.dockerignore', '**/.env'],
    ['.gitignore', '.env'],
  ] as const)
    assert.ok(
      readFileSync(join(import.meta.dirname, '..', file), 'utf8')
        .split('\n')
        .includes(line),
      file,
    )
})
