import { userInfo } from 'node:os'
import { userRoles, type LocalizedText, type UserRole } from '@maillon/kernel'
import type { InstalledMember, MemberChange } from '@maillon/storage'
import { Argument, Option, type Command } from 'commander'
import { CliError } from '../cli-error.js'
import { confirmed } from '../confirmed.js'
import { exitCodes } from '../exit-codes.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'
import type { PeopleDesk } from '../user/people-desk.js'
import { showPeople, showWayIn } from '../user/show-people.js'

interface Options {
  readonly json?: boolean
  readonly yes?: boolean
}

interface CreateOptions extends Options {
  readonly name: string
  readonly role: UserRole
  readonly timeZone: string
}

/** `maillon user …`: the people of an installation, for whoever has its machine; also when nobody can log in any more. */
export function addUser(program: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const user = program.command('user').description(text('Les personnes d’une installation : voir, ajouter, changer, rendre l’accès', 'The people of an installation: see, add, change, give access back'))
  const email = new Argument('<email>', text('adresse de la personne', 'address of the person'))
  const command = (name: string, description: string): Command => user.command(name).description(description).option('--json', text('répondre en JSON', 'answer as JSON'))
  const change = (name: string, description: string): Command => command(name, description).addArgument(email).option('-y, --yes', text('ne pas demander de confirmation', 'don’t ask for confirmation'))
  const desk = <T>(work: (desk: PeopleDesk) => Promise<T>): Promise<T> => atDesk(terminal, work).then((done) => {
    finish(exitCodes.ok)
    return done
  })

  command('list', text('Qui est là', 'Who is there')).action((options: Options) => desk(async (people) => showPeople(await people.list(), options.json === true, terminal)))

  command('create', text('Ajouter une personne ; elle choisit son mot de passe par le lien affiché', 'Add a person; they choose their password by the link that is shown'))
    .alias('invite')
    .addArgument(email)
    .requiredOption('--name <name>', text('son nom', 'their name'))
    .addOption(new Option('--role <role>', text('son rôle', 'their role')).choices([...userRoles]).default('viewer'))
    .option('--time-zone <zone>', text('fuseau horaire du premier espace de travail', 'time zone of the first workspace'), 'Europe/Paris')
    .action((address: string, options: CreateOptions) => desk(async (people) => showWayIn(await people.create({ ...options, email: address, locale: terminal.locale }), options.json === true, terminal)))

  const alter = (address: string, options: Options, how: { readonly change: MemberChange; readonly question: (member: InstalledMember) => LocalizedText }): Promise<void> =>
    desk(async (people) => {
      const member = await people.find(address)
      if (await confirmed(terminal, how.question(member), options)) showPeople([await people.change(member, how.change)], options.json === true, terminal)
    })

  change('role', text('Changer le rôle d’une personne', 'Change a person’s role'))
    .addArgument(new Argument('<role>', text('nouveau rôle', 'new role')).choices([...userRoles]))
    .action((address: string, role: UserRole, options: Options) => alter(address, options, { change: { role }, question: ({ name, role: before }) => ({ fr: `${name} : de ${before} à ${role}, et déconnexion partout ?`, en: `${name}: from ${before} to ${role}, and logged out everywhere?` }) }))
  change('disable', text('Fermer un compte ; ses flux continuent', 'Close an account; its flows go on'))
    .action((address: string, options: Options) => alter(address, options, { change: { isActive: false }, question: ({ name }) => ({ fr: `${name} ne pourra plus se connecter. Continuer ?`, en: `${name} will no longer be able to log in. Go on?` }) }))
  change('enable', text('Rouvrir un compte', 'Open an account again'))
    .action((address: string, options: Options) => alter(address, options, { change: { isActive: true }, question: ({ name }) => ({ fr: `${name} pourra de nouveau se connecter. Continuer ?`, en: `${name} will be able to log in again. Go on?` }) }))

  change('reset-password', text('Afficher un lien pour choisir un nouveau mot de passe (une heure, une fois)', 'Show a link to choose a new password (one hour, once)'))
    .action((address: string, options: Options) => desk(async (people) => {
      const member = await people.find(address)
      if (!member.isActive) throw disabled(member)
      if (await confirmed(terminal, { fr: `Faire un lien par lequel on peut prendre le compte de ${member.name} ?`, en: `Make a link by which the account of ${member.name} can be taken?` }, options)) showWayIn(await people.resetPassword(member), options.json === true, terminal)
    }))
  change('reset-second-factor', text('Retirer la double authentification d’une personne qui a perdu son téléphone', 'Take away the second factor of a person who has lost their phone'))
    .action((address: string, options: Options) => desk(async (people) => {
      const member = await people.find(address)
      if (!(await confirmed(terminal, { fr: `Retirer la double authentification de ${member.name} ?`, en: `Take away the second factor of ${member.name}?` }, options))) return
      await people.endSecondFactor(member)
      showPeople([await people.find(address)], options.json === true, terminal)
    }))
}

async function atDesk<T>(terminal: Terminal, work: (desk: PeopleDesk) => Promise<T>): Promise<T> {
  // Loaded here: what needs no database must not wait for its libraries.
  const [{ openInstallation }, { openTables }, { PeopleDesk: Desk }] = await Promise.all([import('../installation/open-installation.js'), import('../installation/open-tables.js'), import('../user/people-desk.js')])
  const installation = await openInstallation(terminal, { workingDirectory: process.cwd(), expects: 'one' })
  try {
    const database = await openTables(installation)
    try {
      return await work(new Desk(database, installation.config, userInfo().username))
    } finally {
      await database.destroy()
    }
  } finally {
    await installation.close()
  }
}

function disabled({ email }: InstalledMember): CliError {
  return new CliError({ fr: `Ce compte est fermé : rouvrez-le d’abord (maillon user enable ${email}).`, en: `This account is closed: open it first (maillon user enable ${email}).` })
}
