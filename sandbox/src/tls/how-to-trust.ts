import { delimiter } from 'node:path'

/**
 * Environment variables that make a program use the sandbox under the providers' own host names: Node, curl, PHP, Python, Ruby, Go.
 *
 * @param proxyUrl the sandbox's own URL
 * @param files the authority's certificate, and a folder with `phpSettings` of it
 */
export function trustVariables(
  proxyUrl: string,
  { certificateFile, phpFolder }: { readonly certificateFile: string; readonly phpFolder: string },
): Readonly<Record<string, string>> {
  return {
    HTTPS_PROXY: proxyUrl,
    https_proxy: proxyUrl,
    // Ruby's own client takes its proxy from this variable, whatever the scheme.
    http_proxy: proxyUrl,
    NO_PROXY: 'localhost,127.0.0.1',
    no_proxy: 'localhost,127.0.0.1',
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: certificateFile,
    SSL_CERT_FILE: certificateFile,
    CURL_CA_BUNDLE: certificateFile,
    REQUESTS_CA_BUNDLE: certificateFile,
    // PHP reads no variable for a certificate. An empty entry is PHP's default folder.
    PHP_INI_SCAN_DIR: `${delimiter}${phpFolder}`,
  }
}

/** PHP's own settings that make its streams and its curl trust the authority. */
export function phpSettings(certificateFile: string): string {
  return `curl.cainfo="${certificateFile}"\nopenssl.cafile="${certificateFile}"\n`
}

/** The variables, as a shell reads them. */
export const exportLines = (variables: Readonly<Record<string, string>>): string[] =>
  Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
  )

/** The commands for the shell of a program, and the line for `/etc/hosts`, which needs no proxy. */
export function howToTrust({
  variables,
  exportsFile,
  port,
  hosts,
}: {
  readonly variables: Readonly<Record<string, string>>
  readonly exportsFile: string
  readonly port: number
  readonly hosts: readonly string[]
}): string {
  const own = port === 443 ? '' : ' (--tls-port 443 serves the providers’ own port)'
  return `In the shell of the program (the certificate is also at /_sandbox/ca.pem):

  . '${exportsFile}'

which has these variables:

${exportLines(variables)
  .map((line) => `  ${line}`)
  .join('\n')}

For clients of Node that have no use for a proxy, too:

  export SANDBOX_TLS_PORT=${port}
  export SANDBOX_HOSTS="${hosts.join(' ')}"
  export NODE_OPTIONS="--import @letterlock/sandbox/node-hosts"

Without a proxy: encrypted connections at port ${port}${own}, and in /etc/hosts:

  127.0.0.1 ${hosts.join(' ')}
`
}
