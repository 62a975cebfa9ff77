import { choiceParam, directoryParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { addressedChannels, channelLabels, type Channel } from './channels.js'

const channel = Type.Object({
  channel: choiceParam<Channel | 'directory'>(
    { ...channelLabels, directory: { fr: 'annuaire (chacun par son canal)', en: 'directory (each by their own channel)' } },
    { label: { fr: 'Canal', en: 'Channel' } },
    'slack',
  ),
  recipients: directoryParam({
    label: { fr: 'De l’annuaire', en: 'From the directory' },
    help: {
      fr: 'Des destinataires ou des groupes. Ceux qui sont inactifs sont laissés de côté ; d’un groupe, seuls ceux de ce canal sont prévenus.',
      en: 'Recipients or groups. Inactive ones are left out; of a group, only those of this channel are told.',
    },
    showWhen: { param: 'channel', is: ['directory', ...addressedChannels] },
  }),
  to: withDefault(
    Type.Array(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Destinataire', en: 'Recipient' } }) }), {
      default: [],
      maxItems: 200,
      ...ui({
        label: { fr: 'Destinataires', en: 'Recipients' },
        help: {
          fr: 'Adresses de courriel, ou numéros avec indicatif (+33612345678).',
          en: 'Mail addresses, or numbers with their country code (+15551234567).',
        },
        showWhen: { param: 'channel', is: [...addressedChannels] },
      }),
    }),
  ),
  message: withDefault(
    Type.String({
      default: '',
      ...ui({
        label: { fr: 'Message propre à ce canal', en: 'Message for this channel' },
        help: { fr: 'Vide : le message commun.', en: 'Empty: the common message.' },
        widget: 'text',
        advanced: true,
      }),
    }),
  ),
  whatsappMode: choiceParam<'reply' | 'template'>(
    {
      reply: { fr: 'réponse (dans les 24 h après son dernier message)', en: 'reply (within 24 h of their last message)' },
      template: { fr: 'modèle approuvé', en: 'approved template' },
    },
    {
      label: { fr: 'Sorte de message', en: 'Kind of message' },
      help: {
        fr: 'WhatsApp n’accepte un texte libre que 24 h après le dernier message de la personne.',
        en: 'WhatsApp takes free text only within 24 h of the person’s last message.',
      },
      showWhen: { param: 'channel', is: ['whatsapp', 'directory'] },
    },
    'reply',
  ),
  contentSid: withDefault(
    Type.String({
      default: '',
      pattern: '^(HX[0-9a-fA-F]{32})?$',
      ...ui({
        label: { fr: 'Modèle (ContentSid)', en: 'Template (ContentSid)' },
        help: { fr: 'Donné par Twilio, commence par HX.', en: 'Given by Twilio, it begins with HX.' },
        expression: false,
        showWhen: { param: 'whatsappMode', is: ['template'] },
      }),
    }),
  ),
  contentVariables: withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100, ...ui({ label: { fr: 'Nom', en: 'Name' } }) }),
        value: Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' } }) }),
      }),
      {
        default: [],
        maxItems: 100,
        ...ui({
          label: { fr: 'Valeurs du modèle', en: 'Values of the template' },
          help: { fr: 'Le nom est celui du modèle : 1, 2, … ou un mot.', en: 'The name is the one in the template: 1, 2, … or a word.' },
          showWhen: { param: 'whatsappMode', is: ['template'] },
        }),
      },
    ),
  ),
  mediaUrl: withDefault(
    Type.String({
      default: '',
      maxLength: 2000,
      pattern: '^(https?://\\S+)?$',
      ...ui({
        label: { fr: 'Image ou document (adresse)', en: 'Picture or document (address)' },
        help: { fr: 'Une adresse que Twilio peut ouvrir sans connexion.', en: 'An address that Twilio can open without a login.' },
        advanced: true,
        showWhen: { param: 'channel', is: ['whatsapp', 'sms'] },
      }),
    }),
  ),
})

export const notifyParams = Type.Object({
  message: Type.String({
    minLength: 1,
    ...ui({
      label: { fr: 'Message', en: 'Message' },
      help: {
        fr: 'Pour tous les canaux qui n’ont pas le leur. Les appels à tout le monde (@channel, @all) n’y restent que du texte.',
        en: 'For all channels without one of their own. Calls to everybody (@channel, @all) stay mere text in it.',
      },
      placeholder: { fr: 'Le rapport du {{today}} est parti.', en: 'The report of {{today}} has been sent.' },
      widget: 'text',
    }),
  }),
  channels: withDefault(
    Type.Array(channel, { default: [{ channel: 'slack' }], minItems: 1, maxItems: 20, ...ui({ label: { fr: 'Canaux', en: 'Channels' } }) }),
  ),
  subject: withDefault(
    Type.String({
      default: '',
      maxLength: 500,
      ...ui({
        label: { fr: 'Objet', en: 'Subject' },
        help: { fr: 'Pour le courriel et Teams. Vide : le nom du flux.', en: 'For e-mail and Teams. Empty: the name of the flow.' },
        advanced: true,
      }),
    }),
  ),
  ifFailed: choiceParam<'report' | 'fail'>(
    {
      report: { fr: 'continuer, et donner l’échec à la sortie « Échecs »', en: 'go on, and give the failure to the output “Failed”' },
      fail: { fr: 'faire échouer l’étape, une fois tous les canaux essayés', en: 'fail the step, once all channels were tried' },
    },
    {
      label: { fr: 'Si un canal échoue', en: 'If a channel fails' },
      help: {
        fr: 'Les autres canaux partent toujours. Si tous échouent, l’étape échoue.',
        en: 'The other channels are always told. Where all fail, the step fails.',
      },
      advanced: true,
    },
    'report',
  ),
  ifUnknown: choiceParam<'stop' | 'again'>(
    { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'envoyer à nouveau', en: 'send again' } },
    {
      label: { fr: 'Si un envoi précédent a été coupé', en: 'If an earlier sending was cut off' },
      help: { fr: 'On ne sait alors pas si le message est parti.', en: 'Nobody then knows whether the message went out.' },
      advanced: true,
    },
    'again',
  ),
})

export type NotifyParams = Static<typeof notifyParams>
export type ChannelParams = NotifyParams['channels'][number]
