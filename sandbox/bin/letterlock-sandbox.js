#!/usr/bin/env node
// Every Node can read this file, so an old one gets a sentence instead of an error of its own.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const [oldest, oldestMajor, oldestMinor] = /(\d+)\.(\d+)/.exec(engines.node)
const [major, minor] = process.versions.node.split('.').map(Number)

if (major > Number(oldestMajor) || (major === Number(oldestMajor) && minor >= Number(oldestMinor))) {
  void import('#main')
} else {
  process.stderr.write(
    `The sandbox needs Node ${oldest} or newer, and this is ${process.versions.node}. Install it from https://nodejs.org, then try again.\n`,
  )
  process.exitCode = 1
}
