using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>What is known when a call is validated. Validation itself asks nobody: it says what it still needs.</summary>
public abstract class Knowledge
{
    /// <summary>Nothing yet.</summary>
    public static readonly Knowledge None = new Answers(ImmutableDictionary<Question, Answer>.Empty);

    /// <returns>Null where the question was not asked yet.</returns>
    internal abstract Answer? Of(Question question, string? path);

    /// <summary>The values at a path of an answer. A whole answer must be an object or a list: a bare word is how many tools say no.</summary>
    internal static (ImmutableArray<JsonElement> Values, bool IsUsable) At(JsonElement answer, string? path)
    {
        if (path is null) return ([answer], answer.ValueKind is JsonValueKind.Object or JsonValueKind.Array);
        return JsonPointer.TryParse(path, out var pointer) ? ([.. pointer.Expand(answer).Select(p => p.Value)], true) : ([], false);
    }

    /// <summary>Fresh answers.</summary>
    public sealed class Answers(IReadOnlyDictionary<Question, Answer> answers) : Knowledge
    {
        internal override Answer? Of(Question question, string? path)
        {
            if (!answers.TryGetValue(question, out var answer) || answer is not Answer.Known known || question.Kind is not QuestionKind.LookUp) return answers.GetValueOrDefault(question);
            var (values, usable) = At(known.Value, path);
            if (!usable) return new Answer.Refused("The look-up answered neither an object nor a list.");
            return known with { Value = JsonSerializer.SerializeToElement(values) };
        }
    }

    /// <summary>What was recorded with a call, for asking what another policy would have said. What was not recorded is not known.</summary>
    public sealed class Recorded(IEnumerable<Fact> facts) : Knowledge
    {
        private readonly ILookup<(string, string, string), Fact> _facts = facts.ToLookup(f => (f.Tool, f.ArgumentsHash, f.Path));

        internal override Answer? Of(Question question, string? path)
        {
            if (question.Kind is QuestionKind.Quota && Counted(question.Subject) is { } counted) return counted;
            if (question.Kind is not QuestionKind.LookUp) return new Answer.NotAnswered("not recorded");
            var hash = CanonicalJson.Hash(JsonElement.Parse(question.Arguments));
            if (_facts[(question.Subject, hash, path ?? "")].FirstOrDefault() is not { Value.Text: { } text } fact) return new Answer.NotAnswered("not recorded");
            var value = JsonElement.Parse(text);
            return new Answer.Known(HasWildcard(path) ? value : JsonSerializer.SerializeToElement(new[] { value }), fact.At);
        }

        // As it stood then, and for the same quota's scope: another window or another sum was not counted.
        private Answer.Known? Counted(string scope) =>
            _facts.Where(f => f.Key.Item1 == Quotas.FactSource && f.Key.Item2 == scope).SelectMany(f => f).FirstOrDefault() is { Value.Text: { } text } fact ? new(Quotas.Reckoned(JsonElement.Parse(text)), fact.At) : null;
    }

    /// <summary>What the first knows, and for what it does not know the second.</summary>
    public sealed class Either(Knowledge first, Knowledge second) : Knowledge
    {
        internal override Answer? Of(Question question, string? path) => first.Of(question, path) is { } answer and not Answer.NotAnswered ? answer : second.Of(question, path);
    }

    internal static bool HasWildcard(string? path) => path is not null && path.Split('/').Contains("*");
}
