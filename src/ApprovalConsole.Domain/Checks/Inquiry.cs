using System.Collections.Immutable;
using System.Text.Json;
using ApprovalConsole.Domain.Json;
using ApprovalConsole.Domain.Tools;

namespace ApprovalConsole.Domain.Checks;

/// <summary>One validation's look-ups: reads what is known, notes what was used, and gathers what has yet to be asked.</summary>
internal sealed class Inquiry(JsonElement arguments, CallContext context)
{
    /// <summary>Questions of one look-up with wildcards. More could not be asked in the time a call has.</summary>
    private const int MostQuestions = 50;

    private readonly HashSet<Question> _needed = [];
    private readonly Dictionary<(string, string, string), Fact> _facts = [];

    public JsonElement Arguments => arguments;

    public CallContext Context => context;

    public ImmutableArray<Question> Needed => [.. _needed];

    public ImmutableArray<Fact> Facts => [.. _facts.Values];

    /// <summary>Reads a look-up of the policy.</summary>
    /// <param name="name">The policy's name for the value, where it has one.</param>
    public LookedUp Read(LookUp rule, Binding binding, string? name = null) => Read(rule, binding, name, depth: 1);

    /// <summary>Asks anything else.</summary>
    /// <returns>Null where there is no answer yet.</returns>
    public Answer? Ask(Question question)
    {
        var answer = context.Knowledge.Of(question, null);
        if (answer is null) _needed.Add(question);
        return answer;
    }

    public void Note(Fact fact)
    {
        var key = (fact.Tool, fact.ArgumentsHash, fact.Path);
        // A value that a check used and the policy named is shown by its name.
        _facts[key] = fact.Name is null && _facts.TryGetValue(key, out var named) ? fact with { Name = named.Name } : fact;
    }

    private LookedUp Read(LookUp rule, Binding binding, string? name, int depth)
    {
        if (depth > LookUp.MostNested) return new LookedUp.CouldNotCheck("The look-up is nested too deep.");
        if (QuestionsOf(rule, binding, depth, out var questions) is { } obstacle) return obstacle;
        var values = ImmutableArray.CreateBuilder<JsonElement>();
        var pending = false;
        foreach (var question in questions)
        {
            switch (context.Knowledge.Of(question, rule.Path))
            {
                case null:
                    _needed.Add(question);
                    pending = true;
                    break;
                case Answer.Known known:
                    var items = known.Value.EnumerateArray().ToList();
                    values.AddRange(items);
                    if (items.Count > 0 || Knowledge.HasWildcard(rule.Path)) Note(FactOf(rule, question, items, known.At, name));
                    break;
                case Answer.Refused:
                    return new LookedUp.Refused();
                case Answer.NotAnswered unanswered:
                    return new LookedUp.CouldNotCheck(unanswered.Why);
            }
        }

        return pending ? new LookedUp.Pending() : new LookedUp.Values(values.ToImmutable());
    }

    /// <summary>One question for each combination of the arguments' values; an obstacle where they cannot be put.</summary>
    private LookedUp? QuestionsOf(LookUp rule, Binding binding, int depth, out List<Question> questions)
    {
        questions = [];
        List<ImmutableSortedDictionary<string, JsonElement>> rows = [ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal)];
        if (rule.Arguments.ValueKind is JsonValueKind.Object)
        {
            foreach (var argument in rule.Arguments.EnumerateObject())
            {
                if (ValuesOf(argument.Value, binding, depth, out var values) is { } obstacle) return obstacle;
                if (rows.Count * values.Length > MostQuestions) return new LookedUp.CouldNotCheck($"The look-up would need more than {MostQuestions} reads.");
                rows = [.. rows.SelectMany(row => values.Select(value => row.SetItem(argument.Name, value)))];
            }
        }

        questions = [.. rows.Select(row => new Question(QuestionKind.LookUp, rule.Tool, CanonicalJson.Of(JsonSerializer.SerializeToElement(row)))).Distinct()];
        return null;
    }

    private LookedUp? ValuesOf(JsonElement argument, Binding binding, int depth, out ImmutableArray<JsonElement> values)
    {
        values = [];
        if (LookUp.Nested(argument) is not { } nested)
        {
            values = ValueTemplate.Values(argument, arguments, context.Principal, binding, out var missing);
            return missing is null ? null : new LookedUp.Absent(missing);
        }

        var inner = Read(nested, binding, null, depth + 1);
        if (inner is not LookedUp.Values { Items: var items }) return inner;
        values = [.. items.Distinct(JsonEquality.Instance)];
        return values.IsEmpty ? new LookedUp.Refused() : null;
    }

    private static Fact FactOf(LookUp rule, Question question, List<JsonElement> items, DateTimeOffset at, string? name)
    {
        // Without a path the check asked only whether there is an answer.
        var value = rule.Path is null ? JsonElement.Parse("true") : Knowledge.HasWildcard(rule.Path) ? JsonSerializer.SerializeToElement(items) : items[0];
        return new(name, question.Subject, CanonicalJson.Hash(JsonElement.Parse(question.Arguments)), rule.Path ?? "", CanonicalJson.Of(value), at);
    }
}
