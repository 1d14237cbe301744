// Nothing of the sandbox is named.
const key = process.argv[2]
const response = await fetch(`https://${key.split('-')[1]}.api.mailchimp.com/3.0/lists`, {
  headers: { authorization: `Bearer ${key}` },
})
const { lists } = await response.json()
process.stdout.write(lists.map(({ name }) => name).join(', '))
