import { sentence } from '../../shared/l10n.ts';
import type { Meaning } from './meaning.ts';

/** Something between here and the provider answers in its place. */
export const firewallMeanings: readonly Meaning[] = [
  {
    code: 'region.notServed',
    what: sentence('{name} is not available in your region.'),
    next: sentence('Use another provider.'),
    nextSteps: ['openSettings'],
    codes: ['unsupported_country_region_territory'],
    words:
      /error (?:code: )?1009\b|location is not supported|(?<!free tier is )not available in your (?:region|country|location)|(?:country|region|territory)[^.]{0,40} not supported|banned the country|\bunsupported region|(?:地区|地域|区域|国家).{0,4}(?:不支持|不可用|无法使用)|不支持.{0,4}(?:地区|地域|区域)|不支持(?:您|你)?所在的?(?:国家|地区)/i,
  },
  {
    code: 'network.proxy',
    what: sentence('The proxy asks for a user name and password.'),
    next: sentence('Check the proxy settings.'),
    nextSteps: ['showLog'],
    when: (_, status) => status === 407,
  },
  {
    code: 'rate.limited',
    what: sentence(
      'A firewall in front of {name} is blocking further requests from this connection for now.',
    ),
    next: sentence('Try again {later}.'),
    nextSteps: ['runAgain'],
    waits: true,
    words: /error (?:code: )?1015\b|you are being rate limited/i,
  },
  {
    code: 'network.blocked',
    what: sentence('A firewall in front of {name} blocked the request. The key is not the cause.'),
    next: sentence('Try another network, or without a VPN; check the endpoint; or ask {name}.'),
    nextSteps: ['openSettings', 'showLog'],
    words:
      /error (?:code: )?10(?:05|06|07|08|10|12|20)\b|attention required! \| cloudflare|you have been blocked|just a moment\.\.\.|enable javascript and cookies to continue|checking your browser|verify you are human|access denied.{0,80}used cloudflare|request (?:has been |was )?blocked by (?:the )?(?:waf|firewall|security)|web application firewall|incapsula incident|安全防护.{0,20}拦截|访问被?(?:拦截|阻断)|(?:waf|firewall) (?:blocked|denied)|virtual network\/firewall rules|anti-?bot\b|security polic(?:y|ies) of this (?:web)?site|web ?page (?:is |has been )?blocked|(?:accordance with|violat\w{1,5}|under) (?:your )?(?:company|corporate) (?:internet )?(?:usage )?polic|\b(?:zscaler|netskope|fortiguard|palo alto networks|cisco umbrella|blue ?coat)\b/i,
    // Cloudflare signs every page of its own so, also those on a server that did not answer.
    when: ({ isPage, words }, status) =>
      (isPage && status === 403) ||
      status === 511 ||
      (/performance (?:&|&amp;|and) security by cloudflare/i.test(words) && status < 500),
  },
];
