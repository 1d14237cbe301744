/** Texts of the log of calls. */
export const callTexts = {
  calls: {
    title: 'Calls',
    lead: 'Forwarded calls, email marketing requests and tool calls, without bodies and secrets.',
    none: 'No calls yet',
    noneText: 'The log starts with the first call through a connection.',
    noneMatch: 'No matching calls',
    status: 'Result',
    anyStatus: 'Any result',
    statuses: { succeeded: 'Succeeded', failed: 'Failed' },
    type: 'Type',
    anyType: 'All types',
    types: { proxy: 'Forwarded', email_marketing: 'Email marketing', mcp_tool: 'Tool' },
    noClient: 'Left',
    deleted: 'Deleted',
    milliseconds: (count: number) => `${count.toLocaleString('en')} ms`,
    path: 'Request',
    by: 'By',
    at: 'Started',
    error: 'Error',
    duration: 'Duration',
    timing: (own: string, provider: string) => `${own} in Letterlock, ${provider} at the provider`,
    requests: 'Requests',
    requestCount: (sent: number, retries: number) =>
      `${sent} to the provider${retries > 0 ? `, of which ${retries} retried` : ''}`,
    requestId: 'Request ID',
    repeat: 'Repeat this call:',
    summary: (calls: number, failed: number) =>
      `${calls.toLocaleString('en')} ${calls === 1 ? 'call' : 'calls'}, ${failed.toLocaleString('en')} failed`,
    all: 'All calls',
    log: 'Log of calls',
  },
} as const
