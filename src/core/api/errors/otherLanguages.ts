/**
 * What gateways say in other languages than English and Chinese, with the English of the table of meanings behind
 * it: the stems that each language has for it, so that nobody has to list sentences. What says more stands first.
 */
const stems: readonly (readonly [english: string, ...RegExp[]])[] = [
  [
    'not available in your region',
    /in (?:ihrem land|ihrer region|deinem land) nicht verfügbar|disponible dans votre (?:pays|région)|disponible en (?:tu|su) (?:país|región)|disponível (?:no seu país|na sua região)/i,
    /недоступ\S{0,6} в (?:вашем регионе|вашей стране)|お住まいの(?:国|地域)|(?:国|地域)では.{0,6}(?:利用|使用)でき|(?:국가|지역)에서.{0,10}(?:사용할 수 없|지원되지|이용할 수 없)/i,
  ],
  [
    'insufficient balance',
    /guthaben.{0,30}(?:aufgebraucht|nicht aus|erschöpft|unzureichend|zu niedrig|leer)|(?:nicht genug|nicht genügend|unzureichendes|kein) guthaben|(?:solde|crédits?) (?:est |sont )?(?:insuffisant|épuisé)|(?:saldo|créditos?|credito|fondos|fundos|pulsa) (?:\w{1,12} )?(?:insuficiente|insufficiente|tidak (?:men)?cukup|agotad|esgotad|esaurit)|bakiye.{0,10}yetersiz|số dư .{0,12}không đủ|không đủ số dư|nạp (?:thêm )?tiền|niewystarczając\S{1,3} (?:środk|sald)/i,
    /недостаточно (?:средств|кредитов|баланса)|пополните|(?:残高|クレジット|ポイント).{0,8}(?:不足|足り|ありません|切れ|使い切)|(?:잔액|잔고|크레딧|포인트)[이가은는]? ?(?:부족|없|소진)/i,
  ],
  [
    'too many requests',
    /zu viele anfragen|anfrage(?:n)?limit|trop de requêtes|demasiadas (?:solicitudes|peticiones)|muitas (?:solicitações|requisições)|troppe richieste|terlalu banyak permintaan|çok fazla istek|quá nhiều yêu cầu|zbyt wiele (?:żądań|zapytań)/i,
    /слишком много запросов|превышен\S{0,3} (?:лимит|частот\S{0,2}) запросов|リクエスト.{0,6}(?:多すぎ|上限|超過|制限)|レート制限|요청이 너무 많|요청 (?:한도|제한|횟수)/i,
  ],
  [
    'content policy violation',
    /(?:sicherheits|inhalts|nutzungs)richtlini|unangemessene[rn]? inhalt|sicherheitsfilter|politique (?:de contenu|d['’]utilisation|de sécurité)|contenu (?:inapproprié|interdit|sensible)|filtres? de sécurité|políticas? de (?:contenido|conteúdo|uso|seguridad|segurança)|contenido (?:inapropiado|prohibido|sensible)|conteúdo (?:impróprio|proibido|sensível|inadequado)|filtros? de (?:seguridad|segurança)|contenut[oi] (?:inappropriat|vietat|non consentit)|[iİ]çerik politika|kebijakan konten|chính sách nội dung|polityk\S{1,3} treści/i,
    /модерац|(?:запрещ[её]нн|недопустим|неприемлем)\S{0,4} (?:контент|содерж)|политик\S{1,3} (?:контента|безопасности|использования)|(?:コンテンツ|利用|使用|安全)(?:ポリシー|フィルタ|規約|基準)|不適切な|ポリシー違反|禁止(?:語|ワード|コンテンツ)|콘텐츠 ?(?:정책|필터)|정책[을를에]? ?위반|안전 ?(?:필터|정책)|부적절한|유해(?:한)? ?콘텐츠/i,
  ],
  [
    'invalid api key',
    /(?:schlüssel|key|token) ist (?:ungültig|falsch|nicht gültig)|ungültige[rns]? (?:api-?)?(?:schlüssel|key|token|zugangsdaten)|(?:clé|jeton)(?: d['’]| )?(?:api)?.{0,8}(?:invalide|non valide|incorrect)|(?:clave|llave|chave|token|chiave)(?: (?:de|da|di) )?(?: ?api)?.{0,8}(?:inválid|no válid|incorrect|non valid)/i,
    /(?:неверн|недействительн|некорректн)\S{0,4} (?:api[- ]?)?(?:ключ|токен)|(?:ключ|токен)\S{0,4} .{0,12}(?:недействител|неверн|не найден)|(?:キー|トークン)[がは].{0,8}(?:無効|正しく|間違)|無効な ?(?:api ?)?(?:キー|トークン)|認証(?:に失敗|エラー)|(?:키|토큰)[가이은는] ?.{0,6}(?:유효하지|잘못)|(?:잘못된|유효하지 않은) (?:api ?)?(?:키|토큰)|인증에? ?실패/i,
  ],
  [
    'model not found',
    /modell .{0,60}(?:nicht (?:gefunden|verfügbar|vorhanden|unterstützt)|existiert nicht)|modèle .{0,60}(?:introuvable|n['’]existe pas|non trouvé|indisponible|non pris en charge)|modelo .{0,60}(?:no (?:encontrado|existe|disponible|se encontró)|não (?:encontrado|existe|disponível|suportado))|modello .{0,60}non (?:trovato|esiste|disponibile)/i,
    /модель .{0,60}(?:не найден|не существует|недоступн|не поддерж)|モデル.{0,40}(?:見つかりません|存在しません|利用できません|サポートされ)|모델.{0,40}(?:찾을 수 없|존재하지 않|사용할 수 없|지원되지)/i,
  ],
  [
    'overloaded',
    /überlastet|vorübergehend nicht (?:verfügbar|erreichbar)|surchargé|temporairement indisponible|sobrecargad|temporalmente no disponible|sobrecarregad|temporariamente indisponível|sovraccaric|temporaneamente non disponibile/i,
    /перегружен|временно недоступ|混雑|過負荷|アクセスが集中|一時的に(?:ご?利用|使用)でき|과부하|혼잡|일시적으로 (?:사용|이용)할 수 없/i,
  ],
  [
    'timed out',
    /zeitüberschreitung|délai (?:d['’]attente )?(?:est )?dépassé|tiempo de espera .{0,10}(?:agotado|excedido)|tempo (?:limite |de espera )?(?:esgotado|excedido|scaduto)/i,
    /(?:время|времени) ожидания|тайм-?аут|タイムアウト|시간(?:이|을)? ?초과/i,
  ],
  [
    'file too large',
    /(?:bild|datei|anfrage|inhalt) .{0,20}zu groß|(?:image|fichier|requête) .{0,20}trop (?:volumineu|grand|lourd)|(?:imagen|imagem|archivo|arquivo|solicitud) .{0,20}(?:demasiado|muito) grande/i,
    /(?:изображение|файл|запрос) .{0,20}слишком больш|(?:画像|ファイル|リクエスト).{0,12}(?:大きすぎ|サイズ.{0,6}超)|(?:이미지|파일|요청).{0,12}(?:너무 [큽크]|크기.{0,6}초과)/i,
  ],
  [
    'invalid image',
    /bild(?:datei)? .{0,30}(?:nicht (?:gelesen|lesbar|unterstützt|geladen)|ungültig|beschädigt)|ungültiges bild|image .{0,20}(?:invalide|corrompue|illisible|non valide)|format d['’]image|(?:imagen|imagem) .{0,20}(?:no (?:es )?(?:válida|pudo)|inválida|dañada|corrompida|não)|formato de (?:imagen|imagem)/i,
    /изображени\S{1,3} .{0,30}(?:повреждено|не поддерж|недействит)|(?:прочитать|загрузить|обработать) изображение|формат\S{0,2} изображени|画像.{0,20}(?:読み込め|読み取れ|無効|破損|対応していません|形式)|이미지.{0,20}(?:읽을 수 없|손상|유효하지|지원(?:하지|되지)|형식)/i,
  ],
];

/** A text with the English of what it says in another language behind it. */
export function withEnglish(text: string): string {
  const english = stems
    .filter(([, ...patterns]) => patterns.some((pattern) => pattern.test(text)))
    .map(([words]) => words);
  return [text, ...english].join(' ').trim();
}
