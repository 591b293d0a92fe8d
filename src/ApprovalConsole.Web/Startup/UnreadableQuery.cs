using System.Globalization;
using System.Reflection;
using ApprovalConsole.Web.Api;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalConsole.Web;

/// <summary>The part of a query that its address could not read: the framework says only that there was one.</summary>
internal static class UnreadableQuery
{
    /// <returns>Null where every part can be read, or no address was found for it.</returns>
    public static ProblemDetails? Find(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [])
        {
            if (parameter.Name is { } name && context.Request.Query.TryGetValue(name, out var given) && !CanBe(parameter.ParameterType, given.ToString()))
                return Problems.Details(StatusCodes.Status400BadRequest, "badRequest", $"{name} cannot be \"{given}\".");
        }

        return null;
    }

    private static bool CanBe(Type type, string text) => Nullable.GetUnderlyingType(type) switch
    {
        { } number when number == typeof(int) => int.TryParse(text, CultureInfo.InvariantCulture, out _),
        { } flag when flag == typeof(bool) => bool.TryParse(text, out _),
        { IsGenericType: true } word when word.GetGenericTypeDefinition() == typeof(Word<>) => Word.Is(word.GenericTypeArguments[0], text),
        _ => true,
    };
}
