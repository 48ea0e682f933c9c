import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

/** The model: unknown, gone, not for this key or its group, or not one for images. */
export const modelMeanings: readonly Meaning[] = [
  {
    // New-api gives its code for a missing model to this one too.
    code: 'server.overloaded',
    what: sentence('{name} is overloaded.'),
    next: sentence('Run it again {later}, or choose another model.'),
    nextSteps: ['runAgain', 'chooseModel'],
    waits: true,
    codes: ['model_capacity_exhausted'],
    words:
      /\bload is saturated|负载(?:已)?.{0,2}(?:饱和|过?高|过大)|访问量过大|人数过多|拥堵|currently overloaded|server ?overload|(?:system|server|engine) is (?:really |too |very |currently )?(?:busy|overloaded)|exhausted your capacity|no capacity available/i,
  },
  {
    code: 'model.noChannel',
    what: sentence('{name} has no channel for {model} in the group of this key.'),
    next: sentence('Choose another model, or change the group of the key.'),
    nextSteps: ['chooseModel', 'openKeyPage'],
    words:
      /\bno auth available|no (?:available|valid|usable|healthy|active) (?:[\w-]{1,20} ){0,2}(?:channel|account|provider)|no (?:channels?|accounts?|providers?) (?:is |are )?available|(?:not|n't) (?:available )?in (?:the|this|your) (?:token |key )?group|\bgroup\b.{0,40}(?:deprecated|disabled|does not exist|not found)|无可用的?(?:渠道|通道|账号)|可用渠道失败|没有可用的?(?:渠道|通道)|无有效(?:上游)?渠道|分组.{0,80}(?:无可用|不包含|不存在|已被?(?:禁用|弃用|停用|下线)|没有.{0,10}模型|不支持.{0,10}模型|无.{0,6}模型)|仅支持.{0,60}分组|no healthy deployments? for this model|no deployments available/i,
  },
  {
    code: 'model.noChannel',
    what: sentence('{name} has no free channel for {model}.'),
    next: sentence('Run it again later, or choose another model.'),
    nextSteps: ['runAgain', 'chooseModel'],
    codes: ['channel:no_available_key', 'get_channel_failed'],
    words:
      /\bendpoint .{0,30}(?:closed|temporarily unavailable)|没有可用的渠道密钥|渠道(?:已)?(?:被)?禁用|channel has been disabled|维护中|正在维护|(?:under|in|down for) maintenance/i,
  },
  {
    code: 'model.notAllowed',
    what: sentence('This key may not use {model} at {name}.'),
    next: sentence('Allow the model or its group for this key, choose another model, or use another key.'),
    nextSteps: ['openKeyPage', 'chooseModel', 'setApiKey'],
    codes: ['key_model_access_denied', 'team_model_access_denied', 'model_not_allowed', 'modelnotopen'],
    words:
      /model access denied|no access to model|(?:has no|not have) access to (?:the |this )?(?:specified |requested )?model|(?:images?|pictures?)(?: generation| editing| api)? (?:is |are )?not (?:enabled|allowed|permitted|available) (?:for|in|by|to) (?:this|your|the) (?:group|key|token|plan|account|user|project|organization)|(?:token|key|team|project) (?:has no access to|is not allowed to (?:access|use)|not allowed to access|does not have access to) (?:any )?(?:model|team)|key not allowed to access|does not have access to model|无权(?:访问|使用).{0,60}(?:模型|分组)|(?:not|n't) have (?:permission|access)[^.]{0,40}\bmodel|no permission to (?:use|access) (?:the|this) (?:model|group)|not allowed to use publisher model|not activated the model|model .{0,40}(?:not (?:available|allowed|included|enabled)|disallowed) (?:on|for|in|with|to) (?:your|this|the)? ?(?:tier|plan|subscription|account)|(?:令牌|密钥|key|账号|用户|分组)(?:未?(?:被)?授权|不允许|不支持|没有权限|允许)(?:使用|访问|调用).{0,10}模型|模型.{0,60}(?:未开通|未授权|未开放|没有权限)/i,
  },
  {
    code: 'model.noPrice',
    what: sentence("{name} offers {model} without a price, so it can't be run."),
    next: sentence('Choose another model, or ask {name}.'),
    nextSteps: ['chooseModel', 'showLog'],
    codes: ['model_price_error'],
    words: /(?:倍率|价格)(?:或(?:倍率|价格))?未配置|model (?:ratio|price).{0,40}not (?:set|configured)/i,
  },
  {
    code: 'model.dataPolicy',
    what: sentence('With the privacy settings of the account at {name}, nobody is left who runs {model}.'),
    next: sentence('Change them there, or choose another model.'),
    nextSteps: ['openKeyPage', 'chooseModel'],
    words: /matching your (?:guardrail|data policy|privacy)|data policy \(/i,
  },
  {
    code: 'model.noImages',
    what: sentence('{model} does not make images at {name}.'),
    next: sentence('Choose another model.'),
    nextSteps: ['chooseModel'],
    words:
      /only supports? text|response modalit|modalities|not supported model for image|does not support image (?:generation|output)|not an image (?:generation )?model|model argument should be left blank|operation does not work with the specified model|no endpoints found that support image|cannot be accessed through .{0,40}\bapi\b|images? (?:api|endpoint|generation|editing) (?:is )?not supported|不支持(?:图片|图像|生图|绘图)(?!格式|类型)/i,
    when: ({ params }) => params.has('modalities'),
  },
  {
    code: 'model.notFound',
    what: sentence('{name} has no {model} for this key.'),
    next: sentence('Choose another model, or change the group of the key.'),
    nextSteps: ['chooseModel', 'openKeyPage'],
    codes: [
      'model_not_found',
      'invalid_model',
      'unknown_model',
      'deploymentnotfound',
      'model_not_available',
      'model_deprecated',
    ],
    words:
      /model .{0,120}(?:not found|does not exist|not exist|no longer (?:available|supported)|has been (?:deprecated|retired|shut ?down))|models\/[^ ]{1,120} is not (?:found|supported)|no endpoints found (?:for|that)|not a valid model id|invalid model name|llm provider not provided|模型.{0,60}(?:不存在|未找到|已下线|已停用|已弃用|不可用)|(?:不存在|不支持的|未知|未找到|找不到)的?.{0,10}模型|(?:unsupported|unknown|unrecognized) model\b|\bmodel (?:is |has been )?disabled|(?:model|version)(?: identifier| id| name)? (?:does not exist|is invalid)/i,
    when: ({ params, codes }) => params.has('model') && codes.has('invalid_value'),
  },
  {
    code: 'auth.denied',
    what: sentence('{name} denies access to this key.'),
    next: sentence("Check the key's permissions, or use another key."),
    nextSteps: ['openKeyPage', 'setApiKey'],
    codes: ['access_denied', 'permissiondenied', 'authorizationfailed'],
    words: /\baccess (?:to \S{1,60} )?(?:is |has been )?(?:currently )?restricted/i,
  },
];
