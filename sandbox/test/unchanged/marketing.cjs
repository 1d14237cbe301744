// As the client's readme shows it. Nothing of the sandbox is named.
const mailchimp = require('@mailchimp/mailchimp_marketing')

const apiKey = process.argv[2]
mailchimp.setConfig({ apiKey, server: apiKey.split('-')[1] })
mailchimp.lists
  .getAllLists()
  .then(({ lists }) => process.stdout.write(lists.map(({ name }) => name).join(', ')))
