const shop = {
  openapi: '3.1.0',
  info: { title: 'Boutique', version: '1' },
  servers: [{ url: 'https://{region}.shop.example/v1/', variables: { region: { default: 'eu' } } }],
  security: [{ token: [] }],
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        summary: 'List orders',
        parameters: [
          { name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'sent'], default: 'open' } },
          { name: 'tag', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'ids', in: 'query', explode: false, schema: { type: 'array', items: { type: 'integer' } } },
          { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } },
          { name: 'paging', in: 'query', schema: { type: 'boolean' } },
          { name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          { name: 'X-Shop', in: 'header', required: true, schema: { type: 'string' } },
          { name: 'Authorization', in: 'header', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { total: { type: 'integer' }, orders: { type: 'array', items: { $ref: '#/components/schemas/Order' } } },
                },
              },
            },
          },
        },
      },
      post: {
        operationId: 'createOrder',
        summary: 'Create an order',
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } } },
      },
    },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { summary: 'One order', responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } } } },
      delete: { operationId: 'listOrders', security: [{}], responses: { 204: {} } },
    },
    '/orders/{id}/receipt': {
      get: { parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }], responses: { 200: { content: { 'application/pdf': {} } } } },
    },
    '/files': {
      post: {
        requestBody: {
          content: {
            'multipart/form-data': { schema: { type: 'object', properties: { title: { type: 'string' }, document: { type: 'string', format: 'binary' } } } },
          },
        },
        responses: {},
      },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Order: {
        type: 'object',
        required: ['reference'],
        properties: {
          reference: { type: 'string', description: 'Shown to the customer.', pattern: '^(a|a)*$', maxLength: 20 },
          total: { type: 'number' },
          placedAt: { type: 'string', format: 'date-time' },
          customer: {
            allOf: [
              { type: 'object', properties: { name: { type: 'string' } } },
              { type: 'object', properties: { vip: { type: 'boolean' } } },
            ],
          },
          parent: { $ref: '#/components/schemas/Order' },
        },
      },
    },
  },
}

/** A small shop's API as an OpenAPI document; each time another copy, to be changed. */
export const shopDocument = () => structuredClone(shop)
