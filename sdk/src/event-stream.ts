/** The types of server-sent events (WHATWG HTML, section “Server-sent events”); their data is not read. */
export async function* readEventStream({ body }: Response): AsyncGenerator<string> {
  if (!body) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (let rest = ''; ;) {
      const { done, value } = await reader.read()
      if (done) return
      const lines = (rest + value).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const type = /^event: ?(.+?)\r?$/.exec(line)?.[1]
        if (type !== undefined) yield type
      }
    }
  } finally {
    // Also runs when the loop is left early.
    await reader.cancel()
  }
}
