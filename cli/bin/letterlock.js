#!/usr/bin/env node
// Every Node can read this file, so an old one gets a sentence instead of a syntax error.
const OLDEST = [22, 19]

const [major, minor] = process.versions.node.split('.').map(Number)
if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) void import('#main')
else {
  process.stderr.write(
    `Letterlock needs Node ${OLDEST.join('.')} or newer, and this is ${process.versions.node}. Install it from https://nodejs.org, then try again.\n`,
  )
  process.exitCode = 1
}
