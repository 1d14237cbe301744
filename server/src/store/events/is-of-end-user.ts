/** The condition that the connection of a row is one of this end user. */
export const isOfEndUser = (workspaceId: string, endUserId: string): string =>
  `connection_id IN (SELECT connection_id FROM connection_listings WHERE workspace_id = ${workspaceId} AND end_user_id = ${endUserId})`
