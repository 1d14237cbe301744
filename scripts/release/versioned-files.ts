/** `letterlock-sdk-1.2.3`, `letterlock:1.2.3`. */
export const NAMED = /(letterlock(?:-[a-z]+)?[-:])\d+\.\d+\.\d+(?:-[a-z]+\.\d+)?/g

/** Files that state the version of the packages, beside the packages themselves. Each match is a prefix and the version. */
export const VERSIONED_FILES: readonly (readonly [file: string, pattern: RegExp])[] = [
  ['deploy/helm/letterlock/Chart.yaml', /^((?:version|appVersion): ["']?)\d[\w.-]*/gm],
  ['Dockerfile', /^(ARG VERSION=)\d[\w.-]*/gm],
  ['deploy/mcpb/manifest.json', /("version": ")\d[\w.-]*/g],
  ['server.json', /("version": ")\d[\w.-]*/g],
  // Names of packed files, and tags of images.
  ['README.md', NAMED],
  ['docs/connect.md', NAMED],
  ['docs/assistants/stdio.md', NAMED],
  ['docs/deployment.md', NAMED],
]

/** Gives what is unreleased the version as its heading, and leaves an empty “Unreleased” above it. */
export function dateChangelog(text: string, version: string, now: Date): string {
  const heading = `## ${version} (${now.toISOString().slice(0, 10)})`
  if (text.includes(`\n## ${version} `)) return text
  return text.replace('\n## Unreleased\n', `\n## Unreleased\n\n${heading}\n`)
}

/** What is below the heading of a version. @throws an Error if it has none */
export function changesIn(text: string, version: string): string {
  const [, section] = text.split(`\n## ${version} `)
  if (section === undefined) throw new Error(`CHANGELOG.md says nothing about ${version}.`)
  const [changes = ''] = section.slice(section.indexOf('\n')).split('\n## ')
  return `${changes.trim()}\n`
}
