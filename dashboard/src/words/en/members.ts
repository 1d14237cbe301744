/** Texts about the members of a workspace. */
export const memberTexts = {
  roles: {
    owner: { name: 'Owner', description: 'Full access' },
    admin: { name: 'Admin', description: 'Everything except members' },
    member: { name: 'Member', description: 'Own connections only' },
  },
  members: {
    title: 'Members',
    you: 'You',
    joined: 'Joined',
    roleOf: (name: string) => `Role of ${name}`,
    remove: 'Remove',
    removeTitle: (name: string) => `Remove ${name}?`,
    removeText: 'They lose access immediately. Their connections stay.',
    invitedAs: (role: string) => `Invited as ${role.toLowerCase()}`,
    expires: 'Expires',
    revokeInvitation: 'Revoke invitation',
    inviteTitle: 'Invite a member',
    role: 'Role',
    invite: 'Invite',
    sent: (email: string) =>
      `We emailed an invitation to ${email}. It is valid for a week and works once. With this link they can request it again:`,
    notSent: (email: string) =>
      `Send this link to ${email}. It is valid for a week, works once and is shown only now:`,
    onlyOwners: 'Only owners can manage members.',
  },
} as const
