// What the tests need of the machine beside npm, from Debian's packages: a browser, and the servers that they talk to.
import { existsSync } from 'node:fs'
import { runCommand } from './run-command.mjs'
import { giveUp, say } from './say.mjs'

const needs = [
  { package: 'chromium', file: '/usr/bin/chromium' },
  { package: 'redis-server', file: '/usr/bin/redis-server' },
  { package: 'openssl', file: '/usr/bin/openssl' },
  { package: 'dovecot-imapd', file: '/usr/sbin/dovecot' },
  { package: 'openssh-server', file: '/usr/sbin/sshd' },
  { package: 'proftpd-core', file: '/usr/sbin/proftpd' },
  { package: 'proftpd-mod-crypto', file: '/usr/lib/proftpd/mod_tls.so' },
  { package: 'mariadb-server-core', file: '/usr/sbin/mariadbd' },
  { package: 'mariadb-client-core', file: '/usr/bin/my_print_defaults' },
  { package: 'poppler-utils', file: '/usr/bin/pdftotext' },
  { package: 'libreoffice-calc-nogui', file: '/usr/bin/soffice' },
  { package: 'postgresql', file: '/usr/bin/pg_createcluster' },
]

/** Install what is missing where we may; else say what to install. */
export async function prepareTestMachine() {
  const missing = needs.filter((need) => !existsSync(need.file)).map((need) => need.package)
  if (missing.length === 0) return
  const names = missing.join(' ')
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    giveUp(
      `Les tests ont besoin de ${names}. Installez-les (« sudo apt-get install ${names} » sous Debian), puis recommencez.`,
      `The tests need ${names}. Install them ("sudo apt-get install ${names}" on Debian) and try again.`,
    )
  }
  say(`Installation de ${names} pour les tests…`, `Installing ${names} for the tests…`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update', '-qq'], { quiet: true, env })
  const code = await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { quiet: true, env })
  if (code !== 0) giveUp(`${names} n’a pas pu être installé : voyez le message ci-dessus.`, `${names} could not be installed: see the message above.`)
}
