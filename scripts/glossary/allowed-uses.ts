/** A use of an avoided word that is right where it is. */
export interface AllowedUse {
  readonly file: RegExp
  readonly word: string
  readonly reason: string
}

export const ALLOWED_USES: readonly AllowedUse[] = [
  { file: /^sandbox\/(src|test)\//, word: 'sendings', reason: 'the name of a resource of a provider' },
  { file: /^sandbox\/test\//, word: 'organization', reason: 'a member of a provider’s API' },
  {
    file: /^sandbox\/src\/[^/]+\/api\/account\.ts$/,
    word: 'renewal',
    reason: 'a member of a provider’s API',
  },
  { file: /^sdk\/src\/dashboard\.ts$/, word: 'backup code', reason: 'paths and members of better-auth' },
  { file: /^server\/src\/http\/auth-schemas\.ts$/, word: 'backup code', reason: 'members of better-auth' },
  {
    file: /^server\/test\/integration\/.*(sign-in|attacks)/,
    word: 'backup code',
    reason: 'members of better-auth',
  },
  { file: /^server\/src\/identity\//, word: 'provider id', reason: 'a member of better-auth' },
  { file: /\/migrations\//, word: 'provider id', reason: 'a column of better-auth' },
  {
    file: /^server\/src\/mcp\/app-views\/pages\//,
    word: 'theme',
    reason: 'a member of the MCP Apps protocol',
  },
  {
    file: /^server\/src\/mcp\/nearest-parameter\.ts$/,
    word: 'platform',
    reason: 'what models write for a provider',
  },
  { file: /^server\/src\/mcp\/published-schema\.ts$/, word: 'vendor', reason: 'a member of Standard Schema' },
  { file: /^scripts\/dockerfile\.test\.ts$/, word: 'stage', reason: 'a part of a Dockerfile' },
  { file: /^scripts\/dockerfile\.test\.ts$/, word: 'platform', reason: 'a flag of a Dockerfile’s FROM' },
  { file: /^scripts\/prepare\.js$/, word: 'platform', reason: 'a member of Node’s `process`' },
  {
    file: /^server\/test\/integration\/provider-definitions\.test\.ts$/,
    word: 'tenant',
    reason: 'a placeholder as operators write it',
  },
]

export function isAllowed(
  { file, word }: { readonly file: string; readonly word: string },
  allowed: readonly AllowedUse[],
): boolean {
  return allowed.some((use) => use.word === word && use.file.test(file))
}
