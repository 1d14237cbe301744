export const CALL_STATUSES = ['succeeded', 'failed'] as const
export const CALL_TYPES = ['proxy', 'email_marketing', 'mcp_tool'] as const

/** The filters of the log, which are in its address. */
export interface CallSearch {
  readonly status?: (typeof CALL_STATUSES)[number]
  readonly type?: (typeof CALL_TYPES)[number]
  readonly connectionId?: string
  readonly requestId?: string
}

export function readCallSearch(given: Record<string, unknown>): CallSearch {
  const status = CALL_STATUSES.find((one) => one === given['status'])
  const type = CALL_TYPES.find((one) => one === given['type'])
  const { connectionId, requestId } = given
  return {
    ...(status && { status }),
    ...(type && { type }),
    ...(typeof connectionId === 'string' && { connectionId }),
    ...(typeof requestId === 'string' && { requestId }),
  }
}
